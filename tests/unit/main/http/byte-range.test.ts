import { describe, expect, it } from 'vitest';
import { parseRange } from '../../../../src/main/http/byte-range.ts';

describe('a Range header for 10 bytes', () => {
  it.each([
    [null, { kind: 'whole' }],
    ['bytes=0-', { kind: 'part', from: 0, to: 10 }],
    ['bytes=2-4', { kind: 'part', from: 2, to: 5 }],
    ['bytes=2-99', { kind: 'part', from: 2, to: 10 }],
    ['bytes=-3', { kind: 'part', from: 7, to: 10 }],
    ['bytes=-99', { kind: 'part', from: 0, to: 10 }],
    ['bytes=10-', { kind: 'unsatisfiable' }],
    ['bytes=-0', { kind: 'unsatisfiable' }],
    ['bytes=4-2', { kind: 'whole' }],
    ['bytes=0-1,3-4', { kind: 'whole' }],
    ['items=0-1', { kind: 'whole' }],
    ['bytes=-', { kind: 'whole' }],
  ])('%s', (header, range) => {
    expect(parseRange(header, 10)).toEqual(range);
  });
});
