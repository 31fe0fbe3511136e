/** One measured figure as one JSON line. `ratio` compares with a peer or a limit measured in the same run. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly ratio?: number;
  readonly [extra: string]: string | number | boolean | undefined;
}

/** Nearest-rank percentiles: the value at or below which `share` of the samples lie. */
export function percentile(sorted: readonly number[], share: number): number {
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/** Sums up samples; throws when there are none, because a figure of nothing is a lie. */
export function figureOf(
  name: string,
  unit: string,
  samples: readonly number[],
  extra: Readonly<Record<string, string | number | boolean>> = {},
): Figure {
  if (samples.length === 0) throw new Error(`${name}: no samples`);
  const sorted = [...samples].sort((a, b) => a - b);
  return {
    name,
    unit,
    n: sorted.length,
    p50: round(percentile(sorted, 0.5)),
    p95: round(percentile(sorted, 0.95)),
    p99: round(percentile(sorted, 0.99)),
    max: round(percentile(sorted, 1)),
    ...extra,
  };
}

/** Three significant decimals are more than a noisy machine can tell. */
export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** The one way in which a bench reports: a JSON line on standard output. */
export function print(figure: Figure): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}
