import type { Span } from './sound-frames.ts';

/** In their order, those that touch joined. */
export function joined(spans: readonly Span[]): readonly Span[] {
  const sorted = spans.toSorted((a, b) => a.from - b.from);
  return sorted.reduce<readonly Span[]>((done, { from, to }) => {
    const last = done.at(-1);
    if (!last || from > last.to) return [...done, { from, to }];
    return [...done.slice(0, -1), { from: last.from, to: Math.max(last.to, to) }];
  }, []);
}

/** What `spans` have that `others` have not. */
export function without(spans: readonly Span[], others: readonly Span[]): readonly Span[] {
  return others.reduce(
    (left, other) =>
      left
        .flatMap(({ from, to }) => [
          { from, to: Math.min(to, other.from) },
          { from: Math.max(from, other.to), to },
        ])
        .filter(({ from, to }) => from < to),
    spans,
  );
}
