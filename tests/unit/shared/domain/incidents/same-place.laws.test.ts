import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readPlace } from '../../../../../src/shared/domain/incidents/place-words.ts';
import { isSamePlace } from '../../../../../src/shared/domain/incidents/same-place.ts';

/** A failing run prints its seed. */
const roadName = fc.constantFrom(
  '解放大道',
  '建设大道',
  '青年路',
  '前进一路',
  '前进二路',
  '三阳街',
);
const number = fc.integer({ min: 1, max: 2000 });
const isSame = (a: string, b: string) =>
  isSamePlace(readPlace(a, null), readPlace(b, null), (text) => [text]);

const fullWidth = (text: string) =>
  text.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
/** What a caller may do to an address without meaning another place. */
const noise: fc.Arbitrary<(address: string) => string> = fc
  .array(
    fc.constantFrom(
      (text: string) => `武汉市${text}`,
      (text: string) => `${text}附近`,
      (text: string) => `${text}门口`,
      (text: string) => [...text].join(' '),
      (text: string) => `${text}。`,
      fullWidth,
    ),
    { maxLength: 4 },
  )
  .map((steps) => (text: string) => steps.reduce((now, step) => step(now), text));

it('knows a house again, however its address is said', () =>
  fc.assert(
    fc.property(roadName, number, noise, noise, (name, no, one, other) => {
      expect(isSame(one(`${name}${no}号`), other(`${name}${no}号`))).toBe(true);
    }),
  ));

it('never takes one house for another', () =>
  fc.assert(
    fc.property(roadName, roadName, number, number, (a, b, one, other) => {
      fc.pre(a !== b || one !== other);
      expect(isSame(`${a}${one}号附近`, `武汉市${b}${other}号`)).toBe(false);
    }),
  ));

it('holds a house in a range on its side of the street, and no other', () =>
  fc.assert(
    fc.property(
      roadName,
      number,
      fc.integer({ min: 1, max: 20 }),
      number,
      (name, from, half, no) => {
        const to = from + 2 * half;
        const isHeld = no >= from && no <= to && (no - from) % 2 === 0;
        expect(isSame(`${name}${from}-${to}号`, `${name}${no}号`)).toBe(isHeld);
      },
    ),
  ));

it('a crossing is the same from either road, and is no other crossing', () =>
  fc.assert(
    fc.property(roadName, roadName, roadName, noise, (a, b, c, said) => {
      fc.pre(a !== b && c !== a && c !== b);
      expect(isSame(said(`${a}与${b}交叉口`), `${b}和${a}路口`)).toBe(true);
      expect(isSame(said(`${a}与${b}交叉口`), `${a}与${c}交叉口`)).toBe(false);
      expect(isSame(said(`${a}与${b}交叉口`), a)).toBe(false);
    }),
  ));

it('says the same of two places from either side, whatever was typed', () => {
  const part = fc.constantFrom(
    '解放大道',
    '与',
    '青年路',
    '12号',
    '3栋',
    '小区',
    '交叉口',
    '杨泗苑',
    '-',
    '1',
    '江汉区',
    '',
  );
  const address = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(address, fc.string()), address, (a, b) => {
      expect(isSame(a, b)).toBe(isSame(b, a));
    }),
    { numRuns: 500 },
  );
});
