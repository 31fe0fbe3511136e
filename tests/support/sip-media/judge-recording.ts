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
  return heard.filter(({ atMs }) => {
    const around = heard.filter((other) => Math.abs(other.atMs - atMs) < steadyMs);
    if (around.length < 8 || around.some(({ place }) => place === null)) return false;
    return gaps.every(({ fromMs, toMs }) => fromMs > atMs + nearMs || toMs < atMs - nearMs);
  });
}

/**
 * Of the moments owed, those that the recording lacks or has elsewhere. Both its channels are listened to: Opus gives a part of
 * one to the other at times. A single moment is the codec's, two in a row are the recorder's.
 */
export function lacking(
  moments: readonly HeardMoment[],
  file: { readonly left: Float32Array; readonly right: Float32Array },
): JudgedMoment[] {
  const both = file.left.map((sample, index) => sample + (file.right[index] ?? 0));
  const judged = moments.map(({ atMs, place }) => {
    const from = Math.round((atMs - momentMs / 2) * 48);
    const found = placeIn(both.subarray(from, from + momentMs * 48));
    const lateMs = found === null || place === null ? null : apart(place, found);
    return { atMs: Math.round(atMs), lateMs };
  });
  const isWrong = (one: JudgedMoment | undefined) =>
    one !== undefined && (one.lateMs === null || Math.abs(one.lateMs) > lateLimitMs);
  return judged.filter(
    (one, index) => isWrong(one) && (isWrong(judged[index - 1]) || isWrong(judged[index + 1])),
  );
}
