import { describe, expect, it } from 'vitest';
import type { CallQuality } from '../../../../src/shared/domain/call.ts';
import {
  type StatsSample,
  qualityBetween,
  readSample,
  watchCallStats,
} from '../../../../src/telephony/webrtc/call-stats.ts';
import type { RemoteSoundFinding } from '../../../../src/telephony/webrtc/remote-sound-watch.ts';
import { createFakeTimers } from '../../../support/fake-timers.ts';

const zero: StatsSample = {
  packetsReceived: 0,
  packetsLost: 0,
  packetsDiscarded: 0,
  jitterMs: 2,
  jitterBufferDelayMs: 0,
  jitterBufferEmitted: 0,
  rttMs: 40,
  totalAudioEnergy: 0,
};

/** A report of the browser, as a map of plain entries. */
function aReport(inbound: Readonly<Record<string, unknown>>): RTCStatsReport {
  return new Map<string, unknown>([
    ['in', { type: 'inbound-rtp', kind: 'audio', ...inbound }],
    ['pair', { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.04 }],
  ]);
}

describe('call statistics', () => {
  it('reads the counters of the received sound', () => {
    const report = aReport({
      packetsReceived: 50,
      packetsLost: 1,
      jitter: 0.003,
      totalAudioEnergy: 0.5,
    });
    expect(readSample(report)).toMatchObject({
      packetsReceived: 50,
      packetsLost: 1,
      jitterMs: 3,
      rttMs: 40,
      totalAudioEnergy: 0.5,
    });
    expect(readSample(new Map())).toBeNull();
  });

  it('computes loss over the interval, not since the start of the call', () => {
    const before = { ...zero, packetsReceived: 1000, packetsLost: 500 };
    const after = { ...zero, packetsReceived: 1045, packetsLost: 505 };
    expect(qualityBetween(before, after).lossPercent).toBe(10);
  });

  it('counts a packet that came too late as lost', () => {
    const after = { ...zero, packetsReceived: 50, packetsDiscarded: 5 };
    expect(qualityBetween(zero, after).lossPercent).toBe(10);
  });

  it('says nothing about quality while nothing is received, as on hold', () => {
    expect(qualityBetween(zero, zero)).toEqual({
      mos: null,
      lossPercent: 0,
      jitterMs: 2,
      rttMs: 40,
    });
  });

  it('samples each second until it is stopped', async () => {
    const timers = createFakeTimers();
    const seen: CallQuality[] = [];
    const findings: RemoteSoundFinding[] = [];
    let received = 0;
    const stop = watchCallStats({
      stats: async () => aReport({ packetsReceived: (received += 50) }),
      setTimer: timers.setTimer,
      onQuality: (quality) => seen.push(quality),
      isSoundExpected: () => true,
      onRemoteSound: (finding) => findings.push(finding),
    });
    for (let second = 0; second < 4; second += 1) {
      await Promise.resolve();
      await Promise.resolve();
      timers.advance(1000);
    }
    await Promise.resolve();
    await Promise.resolve();
    stop();
    expect(seen.length).toBeGreaterThanOrEqual(3);
    expect(seen[0]?.mos).toBeGreaterThan(4);
    expect(findings).toEqual([]);
    timers.advance(10_000);
    expect(timers.waiting()).toBe(0);
  });
});
