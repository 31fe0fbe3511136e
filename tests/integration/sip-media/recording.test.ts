import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type DecodedAudio, decodeOgg } from '../../support/decoded-audio.ts';
import { type Chain, type RingingCall, openChain } from '../../support/sip-media/chain.ts';
import { judge, owed } from '../../support/sip-media/judge-recording.ts';
import { bodyOf } from '../../support/sip-media/scripted-pbx.ts';
import { linesOf, withCodecs } from '../../support/sip-media/sdp-changes.ts';

vi.setConfig({ testTimeout: 240_000 });

let chain: Chain;
beforeAll(async () => {
  chain = await openChain();
});
afterAll(() => chain?.close());

/** Loops that never rest, some more than a small machine has cores. */
const busyLoops = 6;
/** Of each part of the call so much is judged at least, moments of 40 ms. */
const leastMoments = 25;
const partLimitMs = 60_000;
const patienceMs = 6000;

it('on a PC without time left, what was heard through hold, refusal and video is recorded at its moment or marked as a gap', async () => {
  const call = await recordedCall();
  const endLoops = await startLoops();
  const talks = () => talksFor(call, endLoops);
  await talks();
  await press(call, 'hold');
  await chain.page.waitForFunction(() => {
    const last = globalThis.recording.heard().findLast(({ place }) => place !== null);
    return last !== undefined && performance.now() - last.atMs > 1000;
  });
  await press(call, 'retrieve');
  await talks();
  expect(await call.reinvite(withCodecs('18', ['18 G729/8000']))).toMatch(/^SIP\/2\.0 488/);
  await talks();
  await chain.page.evaluate(() => globalThis.far.add('video'));
  expect(linesOf(bodyOf(await call.reinvite()))).toEqual(['audio taken', 'video refused']);
  await talks();
  const lengthMs = await chain.page.evaluate(() => globalThis.recording.stop());
  const moments = owed(await heardSoFar(), gapsOf(call));
  await endLoops(busyLoops);
  await call.end();

  const file = await decodeOgg(chain.host.audio(call.callId));
  expect(file.errors).toBe(0);
  expect(file.durationMs).toBeGreaterThan(lengthMs - 50);
  const inside = moments.filter(({ atMs }) => atMs < lengthMs - 200);
  const { lacking, unclear } = judge(inside, file);
  expect(lacking, `of ${inside.length}`).toEqual([]);
  expect(unclear).toBeLessThan(inside.length / 5);
  expect(judge(inside, delayed(file, 300)).lacking.length).toBeGreaterThan(inside.length / 2);
});

/** The same sound as a recorder would leave it that is wrong by this much: so it is known that the judge can tell. */
function delayed({ left, right }: Pick<DecodedAudio, 'left' | 'right'>, ms: number) {
  const delay = (samples: Float32Array) => {
    const later = new Float32Array(samples.length + ms * 48);
    later.set(samples, ms * 48);
    return later;
  };
  return { left: delay(left), right: delay(right) };
}

async function recordedCall(): Promise<RingingCall> {
  await chain.citizen();
  const call = await chain.ring();
  await call.connect();
  await chain.sound(call.callId);
  await chain.page.evaluate((id) => {
    globalThis.recording = globalThis.seat.record(id);
  }, call.callId);
  return call;
}

/** Takes the processor away; returns what gives a part of it back. */
async function startLoops(): Promise<(count: number) => Promise<void>> {
  const end = await chain.page.evaluateHandle((count) => {
    const url = URL.createObjectURL(new Blob(['for (;;);'], { type: 'text/javascript' }));
    const workers = Array.from({ length: count }, () => new Worker(url));
    return (some: number) => workers.splice(0, some).forEach((one) => one.terminate());
  }, busyLoops);
  return (count) => end.evaluate((run, some) => run(some), count);
}

/** What the desk has heard, since the recording began. */
const heardSoFar = () =>
  chain.page.evaluate(() => {
    const { startedAt } = globalThis.recording;
    return globalThis.recording
      .heard()
      .map(({ atMs, place }) => ({ atMs: atMs - startedAt, place }));
  });

const gapsOf = ({ callId }: RingingCall) =>
  chain.host
    .entries(callId)
    .flatMap((entry) => (entry.kind === 'mark' && entry.mark.kind === 'gap' ? [entry.mark] : []));

/**
 * Waits until the citizen was heard from now on for as long as is judged, and the recording was able to follow. A machine that is
 * busy by itself gives all of it away and leaves only gaps: then it has fewer loops to run.
 */
async function talksFor(
  call: RingingCall,
  endLoops: (count: number) => Promise<void>,
): Promise<void> {
  const fromMs = await chain.page.evaluate(
    () => performance.now() - globalThis.recording.startedAt,
  );
  const startedAt = performance.now();
  let ended = 0;
  const judged = async () => {
    const due = Math.floor((performance.now() - startedAt) / patienceMs);
    if (due > ended) await endLoops(due - ended);
    ended = Math.max(ended, due);
    return owed(await heardSoFar(), gapsOf(call)).filter(({ atMs }) => atMs > fromMs).length;
  };
  await expect.poll(judged, { timeout: partLimitMs, interval: 100 }).toBeGreaterThan(leastMoments);
}

async function press({ call, callId }: RingingCall, act: 'hold' | 'retrieve'): Promise<void> {
  const before = call.heard.length;
  const pressed = chain.act(act, callId);
  const invite = await call.hears((text) => text.startsWith('INVITE '), before);
  const answer = await chain.page.evaluate((sdp) => globalThis.far.answer(sdp), bodyOf(invite));
  call.answer('INVITE', '200 OK', answer);
  expect(await pressed).toBe('ok');
}
