import { describe, expect, it } from 'vitest';
import { deskStates, runMutations } from '../support/mutation-run.ts';

/**
 * `npm run bench -- wire` sends a million; the seed is printed and repeats a run. Each run draws another seed, so that fewer messages a
 * run find as much over a week, and the whole of the tests ends some minutes earlier.
 */
const seed = Number(process.env['HOTLINE_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const count = Number(process.env['HOTLINE_FUZZ_COUNT'] ?? 60_000);

describe('a desk under mutated messages', () => {
  it.each(deskStates)(
    'lets nothing out, hangs on nothing and keeps nothing while %s',
    async (state) => {
      const total = Math.ceil(count / deskStates.length);
      const result = await runMutations(state, total, seed + deskStates.indexOf(state));
      console.log(
        `[mutation] ${state}: ${total} messages, seed ${seed}, ${result.refused} refused by us, ` +
          `${result.threw} thrown by sip.js and caught, worst ${result.worstMs.toFixed(1)} ms, ` +
          `heap grew by ${Math.round(result.heapGrowthBytes / 1000)} kB, left over ${result.leftOver}`,
      );
      expect(result.uncaught).toEqual([]);
      expect(result.leftOver).toBe(0);
      expect(result.heapGrowthBytes).toBeLessThan(8_000_000);
      expect(result.worstMs).toBeLessThan(5000);
      expect(result.refused).toBeGreaterThan(total / 20);
      expect(result.refused).toBeLessThan(total * 0.7);
    },
    1_800_000,
  );
});
