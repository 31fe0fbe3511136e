import { describe, expect, it } from 'vitest';
import { simulate } from '../../support/sync/simulate.ts';

/** So many offices in each run of the tests; many more with `SYNC_SEEDS=500`, one again with `SYNC_SEED=…`. */
const seeds = seedsOf(process.env);

describe('many desks, one hub', () => {
  it('are equal to what the hub has for whoever sits there, apply each command once, and lose no typed word', async () => {
    console.log(`sync seeds: ${seeds.join(' ')}`);
    const broken: string[] = [];
    for (const seed of seeds) broken.push(...(await simulate(seed)));
    expect(broken).toEqual([]);
  });

  it.each(['skippedPage', 'appliedTwice', 'lostTombstone', 'halfFilled'] as const)(
    'are seen to differ when %s is planted',
    async (planted) => {
      const broken: string[] = [];
      for (const seed of seeds) {
        broken.push(...(await simulate(seed, planted)));
        if (broken.length > 0) break;
      }
      expect(broken.length).toBeGreaterThan(0);
    },
  );
});

function seedsOf({ SYNC_SEED, SYNC_SEEDS }: NodeJS.ProcessEnv): readonly number[] {
  if (SYNC_SEED !== undefined) return [Number(SYNC_SEED)];
  const from = Math.floor(Math.random() * 1_000_000);
  return Array.from({ length: Number(SYNC_SEEDS ?? 4) }, (_, at) => from + at);
}
