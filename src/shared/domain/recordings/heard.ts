/** How much somebody has heard of a recording. */
export interface Heard {
  readonly workNo: string;
  /** Each moment counted once, silence that was skipped too. */
  readonly heardMs: number;
  readonly lengthMs: number;
  readonly lastAt: number;
}

/** Of a recording; who has heard so much of it has heard it: the last words are mostly farewells. */
const heardShare = 0.9;

/** Has `workNo` heard it? `partly` = begun and not to the end. */
export function heardBy(workNo: string, all: readonly Heard[]): 'no' | 'partly' | 'yes' {
  const own = all.find((heard) => heard.workNo === workNo);
  if (own === undefined || own.heardMs === 0) return 'no';
  return own.heardMs >= own.lengthMs * heardShare ? 'yes' : 'partly';
}

export interface HeardSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Milliseconds that lie in at least one of the spans. */
export function coveredMs(spans: readonly HeardSpan[]): number {
  let sum = 0;
  let end = -Infinity;
  for (const { fromMs, toMs } of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    sum += Math.max(0, toMs - Math.max(fromMs, end));
    end = Math.max(end, toMs);
  }
  return Math.round(sum);
}
