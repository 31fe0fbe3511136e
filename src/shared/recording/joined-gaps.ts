import type { RecordingMark } from '../domain/recordings/recording.ts';

/** Two losses so close are heard as one. */
const joinedWithinMs = 20;

/**
 * While nobody delivers, each tenth of a second is noticed and marked by itself, so that a kill takes no mark with it: ten minutes of a pulled
 * microphone are one gap to whoever looks, not six thousand. `marks` are in the order of their beginnings.
 */
export function joinedGaps(marks: readonly RecordingMark[]): readonly RecordingMark[] {
  const joined: RecordingMark[] = [];
  let lastGap = -1;
  for (const mark of marks) {
    const before = joined[lastGap];
    if (mark.kind === 'gap' && before && mark.fromMs - before.toMs <= joinedWithinMs)
      joined[lastGap] = { ...before, toMs: Math.max(before.toMs, mark.toMs) };
    else {
      joined.push(mark);
      if (mark.kind === 'gap') lastGap = joined.length - 1;
    }
  }
  return joined;
}
