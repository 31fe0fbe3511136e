import { assert } from './assert.ts';

/** A small repeatable source of variety for seed data and practice; never for secrets. */
export interface SeededRandom {
  /** 0 ≤ x < 1. */
  next(): number;
  /** `from` ≤ x < `to`. */
  between(from: number, to: number): number;
  pick<T>(list: readonly T[]): T;
  chance(probability: number): boolean;
}

/** The mulberry32 generator: the same `seed` gives the same sequence for ever. */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (from, to) => from + next() * (to - from),
    pick: (list) => {
      const value = list[Math.floor(next() * list.length)];
      assert(value !== undefined, 'pick from a list that has items');
      return value;
    },
    chance: (probability) => next() < probability,
  };
}
