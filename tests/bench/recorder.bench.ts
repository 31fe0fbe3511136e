import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { createTrainingPbx } from '../../src/training/training-pbx.ts';
import { openHubApi } from '../../tools/demo/hub-api.ts';
import { launchBrowser } from '../support/browser.ts';
import { createChunkHost } from '../support/chunk-host.ts';
import { startPageServer } from '../support/page-server.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { figureOf, print, round } from './figure.ts';

const rounds = 4;
const phaseMs = 8000;
const kills = 20;
const password = 'demo-hotline-2026';

/**
 * What recording adds to a call in processor time and memory of the browser, and what a SIGKILL of the whole desk (host
 * and browser) costs in sound and bytes, over 20 kills at random moments of real calls.
 */
export async function run(): Promise<void> {
  await measureCost();
  await measureKills();
}

async function measureCost(): Promise<void> {
  const host = createChunkHost();
  const server = await startPageServer((request, response) => host.handle(request, response));
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(server.pageWith('/tests/bench/peers/recorder-call.ts'));
    await page.waitForFunction(() => 'recorderCall' in globalThis);
    const cpu: number[] = [];
    const memory: number[] = [];
    for (let index = 0; index < rounds; index += 1) {
      const without = await phase(browser);
      await page.evaluate(() => globalThis.recorderCall.start());
      const recording = await phase(browser);
      await page.evaluate(() => globalThis.recorderCall.stop());
      cpu.push(recording.cpuPercent - without.cpuPercent);
      memory.push(recording.megabytes - without.megabytes);
    }
    print(figureOf('recorder.cpu', '% of a core', cpu.map(round), { phaseMs }));
    print(figureOf('recorder.memory', 'MB', memory.map(round), { phaseMs }));
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Processor time of all browser processes over one phase, and their proportional memory at its end. */
async function phase(browser: Browser): Promise<{ cpuPercent: number; megabytes: number }> {
  const session = await browser.newBrowserCDPSession();
  const processes = async () => (await session.send('SystemInfo.getProcessInfo')).processInfo;
  const seconds = (list: Awaited<ReturnType<typeof processes>>) =>
    list.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  const before = seconds(await processes());
  const begun = performance.now();
  await setTimeout(phaseMs);
  const after = await processes();
  const spent = seconds(after) - before;
  const megabytes = after.reduce((sum, { id }) => sum + proportionalMegabytes(id), 0);
  await session.detach();
  return { cpuPercent: (spent / ((performance.now() - begun) / 1000)) * 100, megabytes };
}

function proportionalMegabytes(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) / 1024;
}

async function measureKills(): Promise<void> {
  const clock = { now: () => Date.now(), monotonicMs: () => performance.now() };
  const pbx = await createTrainingPbx({ logger: silentLogger, clock });
  const secret = randomUUID();
  pbx.addAccount({ extension: '1001', secret });
  const stack = await startStack({
    pbx: { serverUrl: pbx.url, domain: pbx.domain, extension: '1001', secret },
  });
  try {
    await stack.signIn();
    const lost: { ms: number; bytes: number }[] = [];
    for (let index = 0; index < kills; index += 1) {
      await stack.agent().untilReady(60_000);
      pbx.call({ to: '1001', fromNumber: '19900000199' });
      await stack.agent().answer();
      await stack.agent().untilRecording(10_000);
      await setTimeout(Math.random() * 3000);
      lost.push(await killOnce(stack));
    }
    const bytes = lost.map((loss) => Math.round(loss.bytes));
    print(
      figureOf(
        'recorder.lostSound',
        'ms',
        lost.map(({ ms }) => ms),
        { limitMs: 1000 },
      ),
    );
    print(figureOf('recorder.lost', 'bytes', bytes, { kills }));
  } finally {
    await stack.stop();
    await pbx.close();
  }
}

/** Kills everything in the call, and asks the hub afterwards how much of the call's sound has reached it. */
async function killOnce(stack: Stack): Promise<{ ms: number; bytes: number }> {
  const lead = await openHubApi(stack.hubUrl, '2001', password);
  const known = new Set(await archived(lead));
  const killedAt = Date.now();
  await stack.crashAll();
  for (const deadline = Date.now() + 60_000; ;) {
    const ids = await archived(lead);
    const fresh = ids.find((id) => !known.has(id));
    const item = (await lead.calls()).find(({ recording }) => recording?.recordingId === fresh);
    if (fresh !== undefined && item?.recording) {
      const { startedAt, durationMs, byteLength } = item.recording;
      const ms = Math.max(0, killedAt - startedAt - durationMs);
      return { ms, bytes: durationMs > 0 ? (ms * byteLength) / durationMs : 0 };
    }
    if (Date.now() > deadline) throw new Error('the recording never reached the hub');
    await setTimeout(100);
  }
}

async function archived(lead: Awaited<ReturnType<typeof openHubApi>>): Promise<string[]> {
  return (await lead.calls()).flatMap(({ recording }) =>
    recording?.state === 'synced' ? [recording.recordingId] : [],
  );
}
