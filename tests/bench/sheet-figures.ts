import { figureOf, print, round } from './figure.ts';
import { burdenOf } from './memory-of.ts';

/** Of each task rows a second, and the highest memory, in rounds that take turns. */
export async function measureSheets(
  tasks: readonly string[],
  { rows, rounds }: { readonly rows: number; readonly rounds: number },
): Promise<void> {
  const found = new Map<
    string,
    { rate: number[]; peak: number[]; rest: number[]; bytes: number }
  >();
  for (let round_ = 0; round_ < rounds; round_ += 1)
    for (const task of tasks) {
      process.stderr.write(`[bench] ${task}\n`);
      const { ms, peakMb, restMb, bytes } = await burdenOf(task, rows);
      const of = found.get(task) ?? { rate: [], peak: [], rest: [], bytes };
      of.rate.push((rows / ms) * 1000);
      of.peak.push(peakMb);
      of.rest.push(restMb);
      found.set(task, of);
    }
  for (const [task, { rate, peak, rest, bytes }] of found)
    print({
      ...figureOf(task, 'rows/s', rate),
      rows,
      peakMb: Math.max(...peak),
      restMb: round(Math.max(...rest)),
      fileMb: round(bytes / 1e6),
    });
}
