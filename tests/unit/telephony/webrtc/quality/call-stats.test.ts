import { describe, expect, it } from 'vitest';
import type { CallQuality } from '../../../../../src/shared/domain/calls/call.ts';
import { watchCallStats } from '../../../../../src/telephony/webrtc/quality/call-stats.ts';
import { createFakeTimers } from '../../../../support/fake-timers.ts';
import { aStatsReport } from '../../../../support/stats-report.ts';

/** A call that a test moves on second by second. */
function watched() {
  const timers = createFakeTimers();
  const seen: CallQuality[] = [];
  const faults: unknown[] = [];
  const now = { received: 0, lost: 0, sent: 0, heard: 0, said: 0, muted: false, held: false };
  const stop = watchCallStats({
    stats: async () =>
      aStatsReport({
        inbound: {
          packetsReceived: now.received,
          packetsLost: now.lost,
          totalAudioEnergy: now.heard,
        },
        outbound: { packetsSent: now.sent },
        microphone: { totalAudioEnergy: now.said },
      }),
    setTimer: timers.setTimer,
    onQuality: (quality) => seen.push(quality),
    expectsRemote: () => !now.held,
    expectsLocal: () => !now.muted,
    onFault: (code) => faults.push(code),
  });
  return {
    now,
    seen,
    faults,
    stop,
    timers,
    async seconds(
      count: number,
      patch: Partial<Record<'received' | 'lost' | 'sent' | 'heard' | 'said', number>> = {},
    ) {
      for (let second = 0; second < count; second += 1) {
        const grow = { received: 50, lost: 0, sent: 50, heard: 0.01, said: 0.01, ...patch };
        for (const name of ['received', 'lost', 'sent', 'heard', 'said'] as const)
          now[name] += grow[name];
        await settle();
        timers.advance(1000);
        await settle();
      }
    },
  };
}
const settle = async () => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

describe('statistics of a call', () => {
  it('come each second until it is stopped', async () => {
    const call = watched();
    await call.seconds(4);
    call.stop();
    expect(call.seen.length).toBeGreaterThanOrEqual(3);
    expect(call.seen[0]?.mos).toBeGreaterThan(4);
    expect(call.faults).toEqual([]);
    call.timers.advance(10_000);
    expect(call.timers.waiting()).toBe(0);
  });

  it('show loss within a few seconds, and forget it five seconds after', async () => {
    const call = watched();
    await call.seconds(10);
    await call.seconds(6, { received: 46, lost: 4 });
    expect(call.faults).toEqual(['media.lossReceiving']);
    await call.seconds(6);
    expect(call.seen.at(-1)?.lossPercent).toBe(0);
  });

  it.each([
    ['sends what silence in A-law decodes to', { heard: (8 / 32_768) ** 2 }],
    ['is muted at its own phone and sends zeros', { heard: 0 }],
    ['makes pauses in Opus (DTX, a packet each 400 ms)', { received: 2, heard: 0 }],
    ['sends comfort noise (RFC 3389), a packet each second', { received: 1, heard: 0 }],
  ])('say nothing in an hour of a citizen who listens and %s', async (_how, silence) => {
    const call = watched();
    for (let minute = 0; minute < 60; minute += 1) {
      await call.seconds(3);
      await call.seconds(57, silence);
    }
    expect(call.faults).toEqual([]);
  });

  it('say within six seconds that packets stop, and take it back with the first one', async () => {
    const call = watched();
    await call.seconds(3);
    await call.seconds(6, { received: 0, heard: 0 });
    expect(call.faults).toEqual(['media.noRemoteAudio']);
    await call.seconds(1, { received: 1, heard: 0 });
    expect(call.faults).toEqual(['media.noRemoteAudio', null]);
  });

  it('do not take for loss what was cut off when somebody began to hold', async () => {
    const call = watched();
    await call.seconds(10);
    call.now.held = true;
    await call.seconds(1, { received: 20, lost: 9 });
    await call.seconds(60, { received: 0 });
    call.now.held = false;
    await call.seconds(10);
    expect(call.faults).toEqual([]);
    expect(call.seen.at(-1)?.lossPercent).toBe(0);
  });

  it('find a dead microphone, but not an agent who has muted', async () => {
    const call = watched();
    await call.seconds(2);
    call.now.muted = true;
    await call.seconds(8, { said: 0 });
    expect(call.faults).toEqual([]);
    call.now.muted = false;
    await call.seconds(6, { said: 0 });
    expect(call.faults).toEqual(['media.noLocalAudio']);
  });
});
