import { actOnce } from './acts.ts';
import { brokenLaws } from './laws.ts';
import type { Planted } from './line.ts';
import { openWorld } from './world.ts';

/** Things that are done in one office, and after how many of them a new desk is put there. */
const acts = 70;
const joinsAt = 62;

/** Lets an office work at random, and be at rest: what is then not as it has to be, with the seed before it. */
export async function simulate(seed: number, planted: Planted = 'none'): Promise<string[]> {
  const world = await openWorld(seed, planted);
  try {
    for (let act = 0; act < acts; act += 1) {
      if (act === joinsAt) world.join();
      await actOnce(world);
      await world.pass(world.random.between(0, 30_000));
    }
    await world.becomeQuiet();
    return (await brokenLaws(world)).map((law) => `seed ${seed}: ${law}`);
  } finally {
    await world.close();
  }
}
