import { describe, expect, it } from 'vitest';
import type { RecordingMark } from '../../../../../src/shared/domain/recordings/recording.ts';
import type { Side } from '../../../../../src/telephony/webrtc/recorder/call-line.ts';
import type { RecorderEvent } from '../../../../../src/telephony/webrtc/recorder/messages.ts';
import { createRecordingSession } from '../../../../../src/telephony/webrtc/recorder/recording-session.ts';

const blockMs = 20;

/** `waiting`: what the encoder has not got done. */
function scene(encoder = { waiting: 0, most: 0 }) {
  const told: RecorderEvent['kind'][] = [];
  const marks: RecordingMark[] = [];
  let now = 0;
  const session = createRecordingSession({
    startedAtMs: 0,
    nowMs: () => now,
    serial: 1,
    createEncoder: () => ({
      encode: () => {
        encoder.waiting += 1;
        encoder.most = Math.max(encoder.most, encoder.waiting);
      },
      waiting: () => encoder.waiting,
      flush: async () => {},
      close: () => {},
    }),
    wait: async () => {
      encoder.waiting = 0;
    },
    queue: { push: () => {}, count: () => 1, drained: async () => {}, givenUp: () => null },
    encodeChunk: (entries) => {
      marks.push(...entries.flatMap((entry) => (entry.kind === 'mark' ? [entry.mark] : [])));
      return new Uint8Array();
    },
    emit: ({ kind }) => told.push(kind),
    onBroken: () => {},
    askEnergy: () => {},
  });
  session.onTrack('agent', true, 0);
  session.onTrack('citizen', true, 0);
  return {
    session,
    marks,
    soundUntil(untilMs: number, sides: readonly Side[] = ['agent', 'citizen']) {
      for (; now < untilMs; now += blockMs) {
        const sound = new Float32Array(blockMs * 48).fill(0.1);
        for (const side of sides) session.onSound(side, sound, now);
        encoder.waiting = 0;
        if (now % 100 === 0) session.onTick();
      }
    },
    nothingFor(ms: number) {
      now += ms;
    },
    finish: () => session.finish(now),
    trouble: () => told.filter((kind) => kind === 'losing' || kind === 'keeping'),
  };
}

describe('recording session', () => {
  it('tells of sound that is lost while the call runs, and once when ten seconds were kept', () => {
    const { soundUntil, nothingFor, trouble } = scene();
    soundUntil(1000);
    nothingFor(320);
    soundUntil(5000);
    expect(trouble()).toEqual(['losing']);
    soundUntil(20_000);
    expect(trouble()).toEqual(['losing', 'keeping']);
  });

  it('marks what is lost where it is missing', async () => {
    const { soundUntil, nothingFor, finish, marks } = scene();
    soundUntil(1000);
    nothingFor(320);
    soundUntil(5000);
    expect(await finish()).toEqual({ durationMs: 5000 });
    expect(marks).toEqual([{ kind: 'gap', fromMs: 1000, toMs: 1320 }]);
  });

  it('takes the silence of a hold for no loss', async () => {
    const { session, soundUntil, finish, marks, trouble } = scene();
    soundUntil(1000);
    session.beginMark('hold');
    soundUntil(2000, ['agent']);
    soundUntil(2500);
    session.endMark('hold');
    soundUntil(3000);
    await finish();
    expect(marks).toEqual([{ kind: 'hold', fromMs: 1000, toMs: 2500 }]);
    expect(trouble()).toEqual([]);
  });

  it('gives the encoder no hours at once after the PC has slept', async () => {
    const encoder = { waiting: 0, most: 0 };
    const { soundUntil, nothingFor, finish } = scene(encoder);
    soundUntil(1000);
    nothingFor(600_000);
    soundUntil(601_300);
    expect(await finish()).toEqual({ durationMs: 601_300 });
    expect(encoder.most).toBeLessThanOrEqual(52);
  });
});
