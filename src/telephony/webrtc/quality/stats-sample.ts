/** Counters of one moment, out of `getStats()` (W3C webrtc-stats). Counters are 0 and figures `null` where nothing is told. */
export interface StatsSample {
  readonly received: {
    readonly packets: number;
    readonly lost: number;
    readonly discarded: number;
    readonly jitterMs: number;
    readonly bufferDelayMs: number;
    readonly bufferEmitted: number;
    /** Times that the playout had to make sound up; a burst of loss is one of them. */
    readonly concealments: number;
    /** Energy played so far. */
    readonly energy: number | null;
    readonly mimeType: string;
  };
  readonly sent: {
    readonly packets: number;
    /** Energy of the microphone's sound as it goes to the encoder. */
    readonly energy: number | null;
    /** What the far side's last receiver report says it lost since the one before, percent (RFC 3550 §6.4.1). */
    readonly lossPercent: number | null;
  };
  readonly rttMs: number | null;
  /** The far side has sent a receiver report lately. */
  readonly isFarReporting: boolean;
}

/** A receiver report that was not renewed for this long says nothing about now; PBXs send one each 5 s or so. */
const reportGoodForMs = 15_000;

type Entry = ReadonlyMap<string, unknown>;

export function readSample(report: RTCStatsReport): StatsSample {
  const all = [...report.values()].map((entry) => new Map<string, unknown>(Object.entries(entry)));
  const audio = (type: string) =>
    all.find((entry) => entry.get('type') === type && entry.get('kind') === 'audio');
  const inbound = audio('inbound-rtp');
  const outbound = audio('outbound-rtp');
  const pair = all.find(
    (entry) => entry.get('type') === 'candidate-pair' && entry.get('nominated') === true,
  );
  const codec = all.find((entry) => entry.get('id') === inbound?.get('codecId'));
  const farReport = freshReport(audio('remote-inbound-rtp'), outbound);
  const loss = numberIn(farReport, 'fractionLost');
  const rtt = numberIn(pair, 'currentRoundTripTime') ?? numberIn(farReport, 'roundTripTime');
  const mimeType = inbound ? codec?.get('mimeType') : undefined;
  return {
    received: {
      packets: numberIn(inbound, 'packetsReceived') ?? 0,
      lost: numberIn(inbound, 'packetsLost') ?? 0,
      discarded: numberIn(inbound, 'packetsDiscarded') ?? 0,
      jitterMs: (numberIn(inbound, 'jitter') ?? 0) * 1000,
      bufferDelayMs: (numberIn(inbound, 'jitterBufferDelay') ?? 0) * 1000,
      bufferEmitted: numberIn(inbound, 'jitterBufferEmittedCount') ?? 0,
      concealments: numberIn(inbound, 'concealmentEvents') ?? 0,
      energy: numberIn(inbound, 'totalAudioEnergy'),
      mimeType: typeof mimeType === 'string' ? mimeType.toLowerCase() : '',
    },
    sent: {
      packets: numberIn(outbound, 'packetsSent') ?? 0,
      energy: numberIn(audio('media-source'), 'totalAudioEnergy'),
      lossPercent: loss === null ? null : loss * 100,
    },
    rttMs: rtt === null ? null : rtt * 1000,
    isFarReporting: farReport !== undefined,
  };
}

/** Energy received so far, for the recorder's silence check; `null` when it cannot be told. */
export async function receivedEnergy(stats: () => Promise<RTCStatsReport>): Promise<number | null> {
  try {
    return readSample(await stats()).received.energy;
  } catch {
    return null;
  }
}

function freshReport(report: Entry | undefined, outbound: Entry | undefined): Entry | undefined {
  const age = (numberIn(outbound, 'timestamp') ?? 0) - (numberIn(report, 'timestamp') ?? 0);
  return age > reportGoodForMs ? undefined : report;
}

function numberIn(entry: Entry | undefined, name: string): number | null {
  const value = entry?.get(name);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
