import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardCell, unguardCell } from '../../../src/shared/spreadsheet-cell.ts';

const cell = fc.oneof(
  fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", '"', '0', '1', '＝', '水'),
  }),
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^\d{0,20}$/),
);

describe('a cell of a CSV file', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+86 27', "'+86 27"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['＝1+1', "'＝1+1"],
    ['＠x', "'＠x"],
    ["'=x", "''=x"],
    ['02700000123', '="02700000123"'],
    ['1234567890123456789', '="1234567890123456789"'],
    ['2026', '2026'],
    ['SW20260612-0001', 'SW20260612-0001'],
    ['水压低', '水压低'],
  ])('%j stands there as %j', (given, guarded) => {
    expect(guardCell(given)).toBe(guarded);
  });

  it('is no formula, and comes back as it was', () => {
    fc.assert(
      fc.property(cell, (given) => {
        const guarded = guardCell(given);
        expect(guarded).not.toMatch(/^(?!="\d+"$)[=+\-@\t\r\n＝＋－＠]/);
        const isDressed = /^="[^"]*"$/.test(given);
        expect(unguardCell(guarded)).toBe(given);
        expect(isDressed ? guarded.startsWith("'") : true).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
