import type {
  RecordingMark,
  RecordingTimeline,
} from '../../../shared/domain/recordings/recording.ts';

/** A gap shorter than this is not heard as one: a lost packet, not a lost word. */
const shortGapMs = 500;

export interface FoldedMarks {
  /** Those that stand one by one, in the order of the recording. */
  readonly shown: readonly RecordingMark[];
  /** Gaps too short to be heard: told by their number and sum. */
  readonly short: readonly RecordingMark[];
}

/** Short gaps are put together, unless the recording is not whole: its sentence points at each of them. */
export function foldShortGaps({
  marks,
  flaws = [],
}: Pick<RecordingTimeline, 'marks' | 'flaws'>): FoldedMarks {
  const isShort = (mark: RecordingMark) =>
    flaws.length === 0 && mark.kind === 'gap' && mark.toMs - mark.fromMs < shortGapMs;
  return { shown: marks.filter((mark) => !isShort(mark)), short: marks.filter(isShort) };
}

const stepsSeconds = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600] as const;
/** More would run into each other at 150 %. */
const mostTicks = 7;

/** Whole times for the scale below a recording, from 0, evenly apart and none twice. Milliseconds. */
export function scaleTicks(durationMs: number): readonly number[] {
  const seconds = durationMs / 1000;
  const longest = stepsSeconds.at(-1) ?? 1;
  const step =
    stepsSeconds.find((each) => seconds / each < mostTicks) ??
    Math.ceil(seconds / mostTicks / longest) * longest;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step * 1000);
}

/** A label that may stand in the lanes: where its mark begins and how wide it is drawn, in pixels. */
export interface LabelBox {
  readonly left: number;
  readonly width: number;
  /** The longer the mark, the sooner it is named. */
  readonly lastingMs: number;
}

/** Indices of the labels that fit into `width` pixels without touching each other. */
export function labelsThatFit(boxes: readonly LabelBox[], width: number): ReadonlySet<number> {
  const taken: LabelBox[] = [];
  const chosen = new Set<number>();
  const ordered = boxes
    .map((box, index) => ({ box, index }))
    .toSorted((a, b) => b.box.lastingMs - a.box.lastingMs);
  for (const { box, index } of ordered) {
    const right = box.left + box.width;
    const isFree = taken.every(
      (other) => right <= other.left || box.left >= other.left + other.width,
    );
    if (right > width || !isFree) continue;
    taken.push(box);
    chosen.add(index);
  }
  return chosen;
}
