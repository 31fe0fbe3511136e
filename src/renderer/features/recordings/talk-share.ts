import type { RecordingTimeline } from '../../../shared/domain/recordings/recording.ts';

/** Who spoke how much of a recording, in whole per cent; the three sum to 100 (talking over each other counts for both halves). */
export interface TalkShare {
  readonly agentPercent: number;
  readonly citizenPercent: number;
  readonly silencePercent: number;
  readonly longestSilenceMs: number;
}

/** A peak from here on counts as speech (0–100). Below lies the noise of a line and of a room. */
const speechPeak = 6;
/** Pauses shorter than this belong to the speech around them. */
const pauseMs = 500;

/** Counts speech in the 100 ms steps of a timeline. `null` for an empty one: there is nothing to say. */
export function talkShare(timeline: RecordingTimeline): TalkShare | null {
  const steps = Math.max(timeline.agentPeaks.length, timeline.citizenPeaks.length);
  if (steps === 0) return null;
  const bridge = Math.floor(pauseMs / timeline.stepMs);
  const agent = speechSteps(timeline.agentPeaks, steps, bridge);
  const citizen = speechSteps(timeline.citizenPeaks, steps, bridge);
  let agentSteps = 0;
  let citizenSteps = 0;
  let silent = 0;
  let longest = 0;
  let run = 0;
  for (let step = 0; step < steps; step += 1) {
    const a = agent[step] === true;
    const c = citizen[step] === true;
    if (a) agentSteps += c ? 0.5 : 1;
    if (c) citizenSteps += a ? 0.5 : 1;
    run = a || c ? 0 : run + 1;
    if (!a && !c) silent += 1;
    longest = Math.max(longest, run);
  }
  const agentPercent = Math.round((agentSteps / steps) * 100);
  const silencePercent = Math.min(100 - agentPercent, Math.round((silent / steps) * 100));
  return {
    agentPercent,
    silencePercent,
    citizenPercent: 100 - agentPercent - silencePercent,
    longestSilenceMs: longest * timeline.stepMs,
  };
}

/** Spans without any speech of at least `minMs`, for jumping over them. */
export function silentSpans(
  timeline: RecordingTimeline,
  minMs: number,
): readonly { readonly fromMs: number; readonly toMs: number }[] {
  const steps = Math.max(timeline.agentPeaks.length, timeline.citizenPeaks.length);
  const spans: { fromMs: number; toMs: number }[] = [];
  let from: number | null = null;
  for (let step = 0; step <= steps; step += 1) {
    const silent =
      step < steps &&
      (timeline.agentPeaks[step] ?? 0) < speechPeak &&
      (timeline.citizenPeaks[step] ?? 0) < speechPeak;
    if (silent && from === null) from = step;
    if (!silent && from !== null) {
      const span = { fromMs: from * timeline.stepMs, toMs: step * timeline.stepMs };
      if (span.toMs - span.fromMs >= minMs) spans.push(span);
      from = null;
    }
  }
  return spans;
}

function speechSteps(peaks: readonly number[], steps: number, bridge: number): boolean[] {
  const speech = Array.from({ length: steps }, (_, step) => (peaks[step] ?? 0) >= speechPeak);
  let last = -1;
  for (let step = 0; step < steps; step += 1) {
    if (!speech[step]) continue;
    if (last >= 0 && step - last - 1 <= bridge) speech.fill(true, last, step);
    last = step;
  }
  return speech;
}
