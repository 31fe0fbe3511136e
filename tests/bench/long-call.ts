import { setTimeout } from 'node:timers/promises';
import { openHubApi } from '../../tools/demo/hub-api.ts';
import type { Asterisk } from '../support/asterisk.ts';
import { callTheListener } from '../support/citizen-on-line.ts';
import type { SoundListener } from '../support/sound-listener.ts';
import type { Stack } from '../support/stack.ts';
import { voice } from '../support/voice-file.ts';
import type { Figure } from './figure.ts';
import { readReceivedEnergy } from './page-taps.ts';

export interface LongCallParts {
  readonly asterisk: Asterisk;
  readonly listener: SoundListener;
  readonly stack: Stack;
  readonly minutes: number;
}

const checkMs = 10_000;
const loud = 0.01;
const citizen = '19900000600';

/** One call for as long as `minutes`: every 10 s both sides must have been heard, and the recording must be as long as the call. */
export async function runLongCall({
  asterisk,
  listener,
  stack,
  minutes,
}: LongCallParts): Promise<Figure> {
  const { line } = await callTheListener(asterisk, listener, '1002', citizen);
  await stack.agent().answer();
  await line.untilSound();
  line.say(voice(8000, 8));
  await stack.agent().untilRecording(10_000);
  const beganAt = performance.now();
  let checks = 0;
  let citizenDeaf = 0;
  let agentDeaf = 0;
  let energy = await readReceivedEnergy(stack.phone);
  let frames = line.frames();
  while (performance.now() - beganAt < minutes * 60_000 && line.isOpen()) {
    line.takeLevel();
    await setTimeout(checkMs);
    const nowEnergy = await readReceivedEnergy(stack.phone);
    checks += 1;
    if (!(line.takeLevel() > loud) || line.frames() - frames < 400) citizenDeaf += 1;
    if (!(nowEnergy - energy > 0.001)) agentDeaf += 1;
    energy = nowEnergy;
    frames = line.frames();
  }
  const lastedMs = performance.now() - beganAt;
  const brokeOff = !line.isOpen();
  line.close();
  return {
    name: 'soak.longCall',
    unit: 'ms',
    n: 1,
    p50: Math.round(lastedMs),
    p95: Math.round(lastedMs),
    p99: Math.round(lastedMs),
    max: Math.round(lastedMs),
    failed: brokeOff ? 1 : 0,
    checks,
    citizenDeaf,
    agentDeaf,
    ...(await recordingOf(stack)),
  };
}

/** Waits until the hub has signed for the recording of the longest call. */
async function recordingOf(stack: Stack) {
  const lead = await openHubApi(stack.hubUrl, '2001', 'demo-hotline-2026');
  const deadline = performance.now() + 120_000;
  for (;;) {
    const talks = (await lead.calls(citizen)).flatMap(({ call, recording }) => {
      const { answeredAt, endedAt } = call;
      if (answeredAt === null || endedAt === null || !recording) return [];
      return [{ talkedMs: endedAt - answeredAt, recording }];
    });
    const longest = talks.toSorted((a, b) => b.talkedMs - a.talkedMs)[0];
    if (longest && (await lead.hasReceipt(longest.recording.recordingId))) {
      const { talkedMs, recording } = longest;
      const { durationMs: recordedMs, byteLength } = recording;
      return { talkedMs, recordedMs, driftMs: recordedMs - talkedMs, byteLength };
    }
    if (performance.now() > deadline)
      throw new Error('the recording of the long call is not at the hub');
    await setTimeout(1000);
  }
}
