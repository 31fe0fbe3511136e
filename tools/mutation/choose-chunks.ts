/** Lines of one file, counted from 1, both ends included; as Stryker takes them: `path:from-to`. */
export type Chunk = `${string}:${number}-${number}`;

const chunkLines = 8;

/** The share `percent` of all files' chunks of eight lines, chosen by `seed`: the same for the same files. */
export function chooseChunks(
  files: readonly { readonly path: string; readonly lineCount: number }[],
  { percent, seed }: { readonly percent: number; readonly seed: number },
): Chunk[] {
  const chunks = files.flatMap(({ path, lineCount }) =>
    Array.from({ length: Math.ceil(lineCount / chunkLines) }, (_, index): Chunk => {
      const from = index * chunkLines + 1;
      return `${path}:${from}-${Math.min(lineCount, from + chunkLines - 1)}`;
    }),
  );
  const next = randomOf(seed);
  const drawn = chunks.map((chunk) => ({ chunk, lot: next() }));
  const count = Math.ceil((chunks.length * percent) / 100);
  const chosen = new Set(drawn.toSorted((a, b) => a.lot - b.lot).slice(0, count));
  return drawn.filter((one) => chosen.has(one)).map(({ chunk }) => chunk);
}

/** mulberry32: numbers in 0 … 1, always the same for one seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
