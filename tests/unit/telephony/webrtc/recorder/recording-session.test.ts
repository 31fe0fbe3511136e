import { expect, it } from 'vitest';
import type { RecorderEvent } from '../../../../../src/telephony/webrtc/recorder/messages.ts';
import { createRecordingSession } from '../../../../../src/telephony/webrtc/recorder/recording-session.ts';

const blockMs = 40;

it('tells of sound that is lost while the call runs, and once when ten seconds were kept', () => {
  const told: RecorderEvent['kind'][] = [];
  let now = 0;
  const session = createRecordingSession({
    startedAtMs: 0,
    nowMs: () => now,
    serial: 1,
    createEncoder: () => ({ encode: () => {}, flush: async () => {}, close: () => {} }),
    queue: { push: () => {}, count: () => 1, drained: async () => {}, givenUp: () => null },
    encodeChunk: () => new Uint8Array(),
    emit: ({ kind }) => told.push(kind),
    onBroken: () => {},
    askEnergy: () => {},
  });
  const soundUntil = (untilMs: number) => {
    for (; now < untilMs; now += blockMs) {
      const side = new Float32Array(blockMs * 48).fill(0.1);
      session.onBlock({ agent: side, citizen: side }, now + blockMs);
      session.onTick();
    }
  };
  const trouble = () => told.filter((kind) => kind === 'losing' || kind === 'keeping');
  soundUntil(1000);
  now += 320;
  soundUntil(5000);
  expect(trouble()).toEqual(['losing']);
  soundUntil(20_000);
  expect(trouble()).toEqual(['losing', 'keeping']);
});
