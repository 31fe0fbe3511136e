import type { RecordingMark } from '../../../src/shared/domain/recordings/recording.ts';
import type { HeardMoment } from './heard-track.ts';
import { apart, placeIn } from './sweep.ts';

export type Gap = Pick<RecordingMark, 'fromMs' | 'toMs'>;

/** What the recording has of a moment that was heard. */
export interface JudgedMoment {
  /** Milliseconds since the recording began. */
  readonly atMs: number;
  /** How much later the recording has what was heard (negative: earlier), milliseconds; `null` = it has silence. */
  readonly lateMs: number | null;
}

const momentMs = 40;
/** So long around a moment the voice must have been heard without a break: at the edges of speech nothing is judged. */
const steadyMs = 200;
/** What stands near a mark is the mark's. */
const nearMs = 150;
/** Tracks wait up to 100 ms in Chromium's queue before the graph, and what the recorder lacks up to 40 ms has no mark. */
const lateLimitMs = 200;

/** Moments (`atMs` since the recording began) at which the voice was heard without a break, and that no gap mark explains. */
export function owed(heard: readonly HeardMoment[], gaps: readonly Gap[]): readonly HeardMoment[] {
  return heard.filter(({ atMs, place }) => {
    if (place === 'unclear') return false;
    const around = heard.filter((other) => Math.abs(other.atMs - atMs) < steadyMs);
    if (around.length < 8 || around.some((other) => other.place === null)) return false;
    return gaps.every(({ fromMs, toMs }) => fromMs > atMs + nearMs || toMs < atMs - nearMs);
  });
}

export interface Judgement {
  /** Of the moments owed, those that the recording lacks or has elsewhere. */
  readonly lacking: readonly JudgedMoment[];
  /** How many have sound of which nobody can tell when it was spoken: the codec's noise. */
  readonly unclear: number;
}

/**
 * Both channels are listened to: Opus gives a part of one to the other at times. What is wrong alone is the codec's, what is
 * wrong in another part of the sound close by as well is the recorder's; moments heard in a burst are one part of it.
 */
export function judge(
  moments: readonly HeardMoment[],
  file: { readonly left: Float32Array; readonly right: Float32Array },
): Judgement {
  const both = file.left.map((sample, index) => sample + (file.right[index] ?? 0));
  const judged = moments.flatMap(({ atMs, place }): JudgedMoment[] => {
    const from = Math.round((atMs - momentMs / 2) * 48);
    const found = placeIn(both.subarray(from, from + momentMs * 48));
    if (found === 'unclear' || typeof place !== 'number') return [];
    const lateMs = found === null ? null : apart(place, found);
    return [{ atMs: Math.round(atMs), lateMs }];
  });
  const wrong = judged.filter(({ lateMs }) => lateMs === null || Math.abs(lateMs) > lateLimitMs);
  const lacking = wrong.filter(({ atMs }) =>
    wrong.some((other) => {
      const away = Math.abs(other.atMs - atMs);
      return away > momentMs / 2 && away < nearMs;
    }),
  );
  return { lacking, unclear: moments.length - judged.length };
}
