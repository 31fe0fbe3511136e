import { type MutationResult, deskStates, runMutations } from '../support/mutation-run.ts';
import { figureOf, print, round } from './figure.ts';

/**
 * A million mutated messages (`--messages`), seed `--seed`, through the socket of a desk that is registered, ringing and
 * in a call. The figure is the longest time that one message took, by state.
 */
export async function run(options: Readonly<Record<string, string>>): Promise<void> {
  const seed = Number(options['seed'] ?? Math.floor(Math.random() * 2 ** 31));
  const share = Math.ceil(Number(options['messages'] ?? 1_000_000) / deskStates.length);
  process.stderr.write(`[wire] seed ${seed}\n`);
  const began = performance.now();
  const results: MutationResult[] = [];
  for (const [index, state] of deskStates.entries()) {
    const result = await runMutations(state, share, seed + index);
    process.stderr.write(`[wire] ${state}: worst ${round(result.worstMs)} ms\n`);
    results.push(result);
  }
  const seconds = (performance.now() - began) / 1000;
  const sum = (of: (result: MutationResult) => number) =>
    results.reduce((total, result) => total + of(result), 0);
  const messages = sum((result) => result.messages);
  const worst = results.map((result) => result.worstMs);
  print(
    figureOf('wire', 'ms', worst, {
      messages,
      seed,
      uncaught: sum((result) => result.uncaught.length),
      refused: sum((result) => result.refused),
      caughtAtEdge: sum((result) => result.threw),
      leftOver: sum((result) => result.leftOver),
      worstMs: round(Math.max(...worst)),
      perSecond: Math.round(messages / seconds),
      heapGrowthBytes: Math.max(...results.map((result) => result.heapGrowthBytes)),
    }),
  );
}
