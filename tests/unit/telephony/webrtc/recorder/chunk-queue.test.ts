import { describe, expect, it } from 'vitest';
import { createChunkQueue } from '../../../../../src/telephony/webrtc/recorder/chunk-queue.ts';
import type { PutResult } from '../../../../../src/telephony/webrtc/recorder/chunk-sink.ts';

const chunk = (byte: number) => Uint8Array.of(byte, byte);
const away: PutResult = { kind: 'failed', code: 'ipc.disconnected', retry: true };

function queueWith(answers: (seq: number, attempt: number) => PutResult) {
  const stored: number[] = [];
  const waits: number[] = [];
  const troubles: string[] = [];
  let attempts = 0;
  let givenUp = 0;
  const queue = createChunkQueue({
    put: async (seq) => {
      const answer = answers(seq, attempts);
      attempts += 1;
      if (answer.kind === 'stored') stored.push(seq);
      return answer;
    },
    wait: async (ms) => {
      waits.push(ms);
    },
    onStored: () => undefined,
    onTrouble: (code) => troubles.push(code),
    onGivenUp: () => {
      givenUp += 1;
    },
  });
  return { queue, stored, waits, troubles, givenUps: () => givenUp };
}

describe('chunk queue', () => {
  it('stores chunks in order, one at a time', async () => {
    const { queue, stored } = queueWith(() => ({ kind: 'stored' }));
    for (const byte of [1, 2, 3]) queue.push(chunk(byte));
    await queue.drained();
    queue.push(chunk(4));
    await queue.drained();
    expect(stored).toEqual([0, 1, 2, 3]);
    expect(queue.count()).toBe(4);
  });

  it('tries the same chunk again, with growing pauses, until the host takes it', async () => {
    const { queue, stored, waits, troubles } = queueWith((_seq, attempt) =>
      attempt < 8 ? away : { kind: 'stored' },
    );
    queue.push(chunk(1));
    await queue.drained();
    expect(stored).toEqual([0]);
    expect(waits).toEqual([100, 200, 400, 800, 1600, 2000, 2000, 2000]);
    expect(troubles).toHaveLength(8);
  });

  it('skips what the host already has', async () => {
    const { queue, stored } = queueWith((seq) =>
      seq < 2 ? { kind: 'gap', expectedSeq: 2 } : { kind: 'stored' },
    );
    for (const byte of [1, 2, 3]) queue.push(chunk(byte));
    await queue.drained();
    expect(stored).toEqual([2]);
    expect(queue.givenUp()).toBeNull();
  });

  it.each<PutResult>([
    { kind: 'gap', expectedSeq: 0 },
    { kind: 'failed', code: 'recording.writeFailed', retry: false },
  ])('gives up once when nothing can help: $kind', async (hopeless) => {
    const { queue, givenUps } = queueWith((seq) => (seq === 0 ? { kind: 'stored' } : hopeless));
    for (const byte of [1, 2, 3]) queue.push(chunk(byte));
    await queue.drained();
    queue.push(chunk(4));
    await queue.drained();
    expect(queue.givenUp()).toBe('recording.stopped');
    expect(givenUps()).toBe(1);
  });

  it('holds hours of sound for a host that is away, and not without end', async () => {
    const { queue, givenUps } = queueWith(() => away);
    const big = new Uint8Array(1024 * 1024);
    for (let count = 0; count < 60; count += 1) queue.push(big);
    expect(givenUps()).toBe(0);
    for (let count = 0; count < 10; count += 1) queue.push(big);
    expect(givenUps()).toBe(1);
    await queue.drained();
  });
});
