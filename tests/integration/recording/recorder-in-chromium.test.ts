import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { type ChunkHost, createChunkHost } from '../../support/chunk-host.ts';
import { decodeOgg, toneLevel } from '../../support/decoded-audio.ts';
import { countLiving } from '../../support/living-objects.ts';
import { type PageServer, startPageServer } from '../../support/page-server.ts';
import type { RecorderScene, TimedEvent } from '../../support/recorder-page.ts';
import { scanOgg } from '../../../src/shared/ogg/ogg-scanner.ts';

declare global {
  var scene: RecorderScene;
}

const citizenHz = 440;
const agentHz = 1250;
/** Level from which a tone is there; a starved machine conceals packets and loses some. Below 0.02 it is not. */
const heard = 0.05;

let host: ChunkHost;
let server: PageServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await startPageServer((request, response) => host.handle(request, response));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(async () => {
  host = createChunkHost();
  page = await browser.newPage();
  page.on('pageerror', (error) => process.stderr.write(`page: ${error.stack ?? error.message}\n`));
  await page.goto(server.pageWith('/tests/support/recorder-page.ts'));
});
afterEach(() => page.close());

async function start(codec = 'opus'): Promise<string> {
  const recordingId = randomUUID();
  await page.evaluate(
    async ([id, spoken]) => {
      globalThis.scene = await globalThis.openScene(id, spoken);
    },
    [recordingId, codec] as const,
  );
  return recordingId;
}

/** Ends the recording; `wallMs` is what passed between start and stop in the page. */
async function stop() {
  return page.evaluate(async () => {
    const { scene } = globalThis;
    const wallMs = scene.elapsedMs();
    const result = await scene.stop();
    return { ...result, wallMs, events: [...scene.events] };
  });
}

const events = (): Promise<TimedEvent[]> => page.evaluate(() => [...globalThis.scene.events]);

async function until(condition: (events: TimedEvent[]) => boolean, withinMs = 8000) {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const seen = await events();
    if (condition(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`not in time: ${JSON.stringify(seen.slice(-5))}`);
    await page.waitForTimeout(50);
  }
}

const marksOf = (recordingId: string) =>
  host.entries(recordingId).flatMap((entry) => (entry.kind === 'mark' ? [entry.mark] : []));
const talk = (ms: number) => page.waitForTimeout(ms);
const has = (kind: string) => (seen: TimedEvent[]) => seen.some(({ event }) => event.kind === kind);

describe('recorder in Chromium', () => {
  it('writes both sides, each on its own channel, from the first second on', async () => {
    const recordingId = await start();
    const seen = await until(has('started'));
    const started = seen.find(({ event }) => event.kind === 'started');
    expect(started?.atMs).toBeLessThan(1000);
    await talk(3000);
    const { durationMs, chunkCount } = await stop();
    expect(host.chunks(recordingId)).toHaveLength(chunkCount);
    const audio = await decodeOgg(host.audio(recordingId));
    expect(audio.errors).toBe(0);
    expect(Math.abs(audio.durationMs - durationMs)).toBeLessThan(2);
    const span = { fromMs: 1000, toMs: 3000 };
    expect(toneLevel(audio.left, agentHz, span)).toBeGreaterThan(heard);
    expect(toneLevel(audio.right, citizenHz, span)).toBeGreaterThan(heard);
    expect(toneLevel(audio.left, citizenHz, span)).toBeLessThan(0.02);
    expect(toneLevel(audio.right, agentHz, span)).toBeLessThan(0.02);
    const { pages, damage } = scanOgg(host.audio(recordingId));
    expect(damage).toEqual([]);
    expect(pages.map(({ sequence }) => sequence)).toEqual(pages.map((_, index) => index));
  });

  it('records a citizen behind an old exchange, whose sound comes at 8 kHz, without an echo above it', async () => {
    const recordingId = await start('PCMA');
    await until(has('started'));
    await talk(2500);
    await stop();
    const { right } = await decodeOgg(host.audio(recordingId));
    const span = { fromMs: 1000, toMs: 2500 };
    expect(toneLevel(right, citizenHz, span)).toBeGreaterThan(heard);
    expect(toneLevel(right, 8000 - citizenHz, span)).toBeLessThan(0.005);
  });

  it('keeps the time line of the call through a hold of five seconds and a track swap', async () => {
    const recordingId = await start();
    await talk(2000);
    await page.evaluate(async () => {
      globalThis.scene.recorder.beginMark('hold');
      await globalThis.scene.setCitizenSending(false);
    });
    await talk(5000);
    await page.evaluate(async () => {
      await globalThis.scene.setCitizenSending(true);
      globalThis.scene.recorder.endMark('hold');
      globalThis.scene.swapMicrophone(2500);
    });
    const swappedAt = (await events()).at(-1)?.atMs ?? 0;
    await until((seen) =>
      seen.some(({ atMs, event }) => {
        return atMs > swappedAt + 300 && event.kind === 'levels' && event.citizen > 10;
      }),
    );
    await talk(2000);
    const { durationMs, wallMs } = await stop();
    expect(Math.abs(durationMs - wallMs)).toBeLessThan(60);
    const audio = await decodeOgg(host.audio(recordingId));
    expect(Math.abs(audio.durationMs - durationMs)).toBeLessThan(2);
    const marks = marksOf(recordingId).filter(({ kind }) => kind !== 'gap');
    expect(marks.map(({ kind }) => kind).toSorted()).toEqual(['hold', 'trackSwap']);
    const hold = marks.find(({ kind }) => kind === 'hold');
    const held = { fromMs: (hold?.fromMs ?? 0) + 1000, toMs: (hold?.toMs ?? 0) - 500 };
    expect(held.toMs - held.fromMs).toBeGreaterThan(3000);
    expect(toneLevel(audio.right, citizenHz, held)).toBeLessThan(0.02);
    expect(toneLevel(audio.left, agentHz, held)).toBeGreaterThan(heard);
    const after = { fromMs: Math.round(durationMs) - 1000, toMs: Math.round(durationMs) - 100 };
    expect(toneLevel(audio.right, citizenHz, after)).toBeGreaterThan(heard);
    expect(toneLevel(audio.left, 2500, after)).toBeGreaterThan(heard);
    expect(toneLevel(audio.left, agentHz, after)).toBeLessThan(0.02);
  });

  it('goes on while the page is blocked for three seconds: nothing missing, chunks keep coming', async () => {
    const recordingId = await start();
    await talk(1500);
    const blockedAt = Date.now();
    await page.evaluate(() => {
      const end = performance.now() + 3000;
      while (performance.now() < end);
    });
    const during = host
      .arrivals(recordingId)
      .filter((at) => at > blockedAt && at < blockedAt + 2900);
    expect(during.length).toBeGreaterThan(10);
    await talk(1000);
    const { durationMs, wallMs } = await stop();
    expect(Math.abs(durationMs - wallMs)).toBeLessThan(60);
    const gaps = marksOf(recordingId).filter(({ kind }) => kind === 'gap');
    expect(gaps.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)).toBeLessThan(2000);
    const { left, right } = await decodeOgg(host.audio(recordingId));
    const spans = Array.from({ length: 45 }, (_, index) => {
      return { fromMs: 500 + index * 100, toMs: 600 + index * 100 };
    });
    // A starved test machine loses sound; then it must be marked. One that keeps up has no gaps at all.
    const unmarked = spans.filter(({ fromMs, toMs }) => {
      return !gaps.some((gap) => gap.fromMs < toMs + 100 && gap.toMs > fromMs - 100);
    });
    const sounding = unmarked.filter((span) => {
      return toneLevel(left, agentHz, span) > 0.1 && toneLevel(right, citizenHz, span) > 0.1;
    });
    expect(sounding.length).toBeGreaterThanOrEqual(unmarked.length - 3);
  });

  it('says within seconds when sound is received but not recorded, and when it is back', async () => {
    await start();
    await until(has('started'));
    await page.evaluate(() => {
      globalThis.scene.pretendEnergy(0.05);
      globalThis.scene.detachRemote();
    });
    const detachedAt = await page.evaluate(() => globalThis.scene.elapsedMs());
    const seen = await until(has('silent'));
    const silent = seen.find(({ event }) => event.kind === 'silent');
    expect(silent?.event).toMatchObject({ side: 'citizen', code: 'recording.silent' });
    expect((silent?.atMs ?? 0) - detachedAt).toBeLessThan(3000);
    await page.evaluate(() => globalThis.scene.attachRemote());
    await until(has('soundReturned'));
    await stop();
  });

  it('leaves nothing behind of what it took sound with', async () => {
    await start();
    await until(has('started'));
    expect(await countLiving(page, 'MediaStreamTrackProcessor')).toBe(2);
    await stop();
    await page.evaluate(() => Reflect.deleteProperty(globalThis, 'scene'));
    await expect
      .poll(() => countLiving(page, 'MediaStreamTrackProcessor'), { timeout: 5000 })
      .toBe(0);
  });

  it('gives no alarm for a silent line', async () => {
    await start();
    await until(has('started'));
    await page.evaluate(() => globalThis.scene.setCitizenSending(false));
    await talk(4000);
    const { events: seen } = await stop();
    expect(has('silent')(seen)).toBe(false);
  });

  it('says that recording has not started when nothing is stored within a second', async () => {
    host.answerWith(404);
    const recordingId = await start();
    const seen = await until(has('failed'));
    const failed = seen.find(({ event }) => event.kind === 'failed');
    expect(failed?.event).toEqual({ kind: 'failed', code: 'recording.notStarted' });
    expect(failed?.atMs).toBeLessThan(1300);
    host.answerWith('store');
    await until(has('started'));
    const { durationMs } = await stop();
    const audio = await decodeOgg(host.audio(recordingId));
    expect(Math.abs(audio.durationMs - durationMs)).toBeLessThan(2);
  });

  it('keeps everything while the disk is full or the host away, and says so', async () => {
    const recordingId = await start();
    await until(has('started'));
    host.answerWith(507);
    const seen = await until(has('failed'));
    expect(seen.find(({ event }) => event.kind === 'failed')?.event).toEqual({
      kind: 'failed',
      code: 'recording.diskFull',
    });
    await talk(1500);
    host.answerWith('store');
    const { durationMs, chunkCount, wallMs } = await stop();
    expect(host.chunks(recordingId)).toHaveLength(chunkCount);
    expect(Math.abs(durationMs - wallMs)).toBeLessThan(60);
    const audio = await decodeOgg(host.audio(recordingId));
    expect(audio.errors).toBe(0);
    expect(Math.abs(audio.durationMs - durationMs)).toBeLessThan(2);
  });
});
