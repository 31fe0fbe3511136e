import { describe, expect, it } from 'vitest';
import { qualityBetween } from '../../../../../src/telephony/webrtc/quality/call-quality.ts';
import {
  type StatsSample,
  readSample,
} from '../../../../../src/telephony/webrtc/quality/stats-sample.ts';
import { aStatsReport } from '../../../../support/stats-report.ts';

type Received = StatsSample['received'];

const zero = readSample(aStatsReport({ inbound: { jitter: 0.002 } }));
const received = (patch: Partial<Received>, rttMs = 40): StatsSample => ({
  ...zero,
  rttMs,
  received: { ...zero.received, ...patch },
});
const quality = (before: StatsSample, after: StatsSample) => qualityBetween(before, after).quality;

describe('quality of an interval', () => {
  it('counts its own losses, not those since the start of the call', () => {
    const before = received({ packets: 1000, lost: 500 });
    expect(quality(before, received({ packets: 1045, lost: 505 })).lossPercent).toBe(10);
  });

  it('counts a packet that came too late as lost', () => {
    expect(quality(zero, received({ packets: 50, discarded: 5 })).lossPercent).toBe(10);
  });

  it('says nothing about quality while nothing is received, as on hold', () => {
    expect(quality(zero, zero)).toEqual({ mos: null, lossPercent: 0, jitterMs: 2, rttMs: 40 });
  });

  it('hears a burst of loss as worse than the same loss spread', () => {
    const spread = received({ packets: 225, lost: 25, concealments: 25 });
    const burst = received({ packets: 225, lost: 25, concealments: 5 });
    expect(quality(zero, burst).mos).toBeLessThan(quality(zero, spread).mos ?? 0);
  });

  it('repeats what the far side says of our sound', () => {
    const after = { ...zero, sent: { ...zero.sent, lossPercent: 8.04 } };
    expect(quality(zero, after).sentLossPercent).toBe(8);
    expect(quality(zero, zero)).not.toHaveProperty('sentLossPercent');
  });

  it('never gets better with more loss, more jitter or a longer round trip', () => {
    const mosAt = (lossPercent: number, jitterMs: number, delayMs: number) =>
      quality(
        zero,
        received(
          { packets: 1000, lost: (1000 * lossPercent) / (100 - lossPercent), jitterMs },
          2 * delayMs,
        ),
      ).mos ?? Number.NaN;
    for (let lossPercent = 0; lossPercent <= 20; lossPercent += 2)
      for (let jitterMs = 0; jitterMs <= 100; jitterMs += 10)
        for (let delayMs = 0; delayMs <= 400; delayMs += 25) {
          const here = mosAt(lossPercent, jitterMs, delayMs);
          expect(mosAt(lossPercent + 2, jitterMs, delayMs)).toBeLessThanOrEqual(here);
          expect(mosAt(lossPercent, jitterMs + 10, delayMs)).toBeLessThanOrEqual(here);
          expect(mosAt(lossPercent, jitterMs, delayMs + 25)).toBeLessThanOrEqual(here);
        }
  });
});

describe('sample of the statistics', () => {
  it('reads both directions', () => {
    const report = aStatsReport({
      inbound: { packetsReceived: 50, packetsLost: 1, jitter: 0.003, totalAudioEnergy: 0.5 },
      outbound: { packetsSent: 70, timestamp: 60_000 },
      microphone: { totalAudioEnergy: 0.25 },
      farReport: { fractionLost: 0.08, timestamp: 58_000 },
    });
    expect(readSample(report)).toMatchObject({
      received: { packets: 50, lost: 1, jitterMs: 3, energy: 0.5, mimeType: 'audio/pcma' },
      sent: { packets: 70, energy: 0.25, lossPercent: 8 },
      rttMs: 40,
    });
  });

  it('leaves an old receiver report out', () => {
    const report = aStatsReport({
      outbound: { packetsSent: 70, timestamp: 60_000 },
      farReport: { fractionLost: 0.08, timestamp: 40_000 },
    });
    expect(readSample(report).sent.lossPercent).toBeNull();
  });

  it('is empty before the first packet', () => {
    expect(readSample(new Map())).toMatchObject({
      received: { packets: 0, energy: null },
      sent: { packets: 0, energy: null, lossPercent: null },
      rttMs: null,
    });
  });
});
