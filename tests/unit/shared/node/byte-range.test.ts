import { describe, expect, it } from 'vitest';
import { parseRange } from '../../../../src/shared/node/byte-range.ts';

describe('parseRange', () => {
  it.each([
    ['bytes=0-0', { start: 0, end: 1 }],
    ['bytes=2-4', { start: 2, end: 5 }],
    ['bytes=5-', { start: 5, end: 10 }],
    ['bytes=5-99', { start: 5, end: 10 }],
    ['bytes=-3', { start: 7, end: 10 }],
    ['bytes=-99', { start: 0, end: 10 }],
  ])('reads %s of ten bytes', (header, range) => {
    expect(parseRange(header, 10)).toEqual(range);
  });

  it.each([
    undefined,
    null,
    '',
    'bytes=-',
    'bytes=12-11',
    'bytes=0-1,3-4',
    'items=0-1',
    'bytes=5-2',
    'bytes=a-b',
  ])('gives the whole body for %s', (header) => {
    expect(parseRange(header, 10)).toBeNull();
  });

  it.each(['bytes=10-', 'bytes=10-20', 'bytes=-0'])('cannot satisfy %s', (header) => {
    expect(parseRange(header, 10)).toBe('unsatisfiable');
  });
});
