import { beforeEach, describe, expect, it } from 'vitest';
import { createJoins } from '../../../../src/telephony/core/joins.ts';
import type { PhoneEvent } from '../../../../src/telephony/core/phone.ts';

let told: PhoneEvent[];
let mixes: string[];
let joins: ReturnType<typeof createJoins>;
beforeEach(() => {
  told = [];
  mixes = [];
  joins = createJoins({
    clock: { now: () => 77, monotonicMs: () => 0 },
    emit: (event) => told.push(event),
    mix: (one, other) => {
      mixes.push(`${one}+${other}`);
      return () => mixes.push(`${one}-${other}`);
    },
  });
});
const joined = (callId: string, withCallId: string | null) => ({
  kind: 'joined',
  callId,
  at: 77,
  withCallId,
});

describe('calls that are joined at the desk', () => {
  it('are mixed once and told of each other', () => {
    joins.join('a', 'b');
    joins.join('a', 'b');
    joins.join('b', 'a');
    expect(mixes).toEqual(['a+b']);
    expect(told).toEqual([joined('a', 'b'), joined('b', 'a')]);
  });

  it.each([
    ['a', 'c'],
    ['c', 'a'],
    ['b', 'c'],
    ['c', 'b'],
    ['c', 'c'],
  ])('stay a pair: %s cannot be joined with %s', (one, other) => {
    joins.join('a', 'b');
    told.length = 0;
    expect(() => joins.join(one, other)).toThrow('phone.notAllowedNow');
    expect(mixes).toEqual(['a+b']);
    expect(told).toEqual([]);
  });

  it.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('part when %s goes, both are told, and each is free again', (one, other) => {
    joins.join('a', 'b');
    told.length = 0;
    joins.part('c');
    expect(told).toEqual([]);
    joins.part(one);
    joins.part(other);
    expect(mixes).toEqual(['a+b', 'a-b']);
    expect(told).toEqual([joined(one, null), joined(other, null)]);
    joins.join('a', 'c');
    joins.join('b', 'd');
    expect(mixes.slice(2)).toEqual(['a+c', 'b+d']);
  });
});
