import { readFileSync, readdirSync } from 'node:fs';
import type { CDPSession, Page } from 'playwright-core';
import type { Stack } from '../support/stack.ts';
import { round } from './figure.ts';

/** What may grow with the number of calls and must not. */
export interface Sizes {
  readonly phoneHeapKb: number;
  readonly deskHeapKb: number;
  readonly phonePeerConnections: number;
  readonly phoneAudioHandlers: number;
  readonly phoneListeners: number;
  readonly deskNodes: number;
  readonly hostRssKb: number;
  readonly hostFds: number;
}

/** Measures the desk's pages, after a garbage collection, and its host. */
export async function openSizes(stack: Stack): Promise<() => Promise<Sizes>> {
  const phone = await openMeter(stack.phone);
  const desk = await openMeter(stack.desk());
  const pid = stack.hostPid();
  return async () => {
    const ofPhone = await phone();
    const ofDesk = await desk();
    return {
      phoneHeapKb: kilo(ofPhone('JSHeapUsedSize')),
      deskHeapKb: kilo(ofDesk('JSHeapUsedSize')),
      phonePeerConnections: ofPhone('RTCPeerConnections'),
      phoneAudioHandlers: ofPhone('AudioHandlers'),
      phoneListeners: ofPhone('JSEventListeners'),
      deskNodes: ofDesk('Nodes'),
      hostRssKb: Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]),
      hostFds: readdirSync(`/proc/${pid}/fd`).length,
    };
  };
}

async function openMeter(page: Page): Promise<() => Promise<(name: string) => number>> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  return async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    return (name) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  };
}

export interface Growth {
  readonly start: number;
  readonly end: number;
  /** Slope of the least-squares line through all samples. */
  readonly perHundredCalls: number;
}

/** `at`: number of calls made at each sample. */
export function growthOf(at: readonly number[], values: readonly number[]): Growth {
  const mean = (numbers: readonly number[]) =>
    numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const [meanAt, meanValue] = [mean(at), mean(values)];
  const above = at.reduce(
    (sum, x, index) => sum + (x - meanAt) * ((values[index] ?? 0) - meanValue),
    0,
  );
  const below = at.reduce((sum, x) => sum + (x - meanAt) ** 2, 0);
  return {
    start: round(values[0] ?? Number.NaN),
    end: round(values.at(-1) ?? Number.NaN),
    perHundredCalls: round((above / below) * 100),
  };
}

function kilo(bytes: number): number {
  return Math.round(bytes / 1024);
}
