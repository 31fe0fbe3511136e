import { expect, test } from 'vitest';
import { callBackDigits, dialableDigits } from '../../../../src/shared/numbers/number-to-dial.ts';

test('numbers as people read them become digits, and words do not', () => {
  expect(dialableDigits('199 0000 0123')).toBe('19900000123');
  expect(dialableDigits('027-0000 0456')).toBe('02700000456');
  expect(dialableDigits('匿名')).toBeNull();
});

test.each([
  ['１９９００００ ０１２３', '19900000123'],
  ['（０２７）00000456', '02700000456'],
  ['(027)00000456', '02700000456'],
  ['199.0000.0123', '19900000123'],
  ['199－0000－0123', '19900000123'],
  ['\u202D19900000123\u202C', '19900000123'],
  ['19900000123\u200B', '19900000123'],
  ['027-00000456-801', '02700000456'],
  ['027-00000456转801', '02700000456'],
  ['19900000123、19900000456', '19900000123'],
  ['199 0000 0123（本人）', '19900000123'],
  ['+86 27 0000 0456', '+862700000456'],
  ['19900000123.0', '19900000123'],
  ['00000456.0', '02700000456'],
  ['1.9900000123E+10', '19900000123'],
  ['="19900000123"', '19900000123'],
  ['0711-0000456/7', '07110000456'],
  ['17951 199 0000 0123', '1795119900000123'],
  ['#31#19900000123', '#31#19900000123'],
  ['19900000123#', '19900000123'],
  ['19900000123*801', '19900000123'],
  ['*45', '*45'],
  ['*46#', '*46#'],
])('the dial pad takes %j as %s', (typed, digits) => {
  expect(dialableDigits(typed)).toBe(digits);
});

test.each(['1.99E+10', '2026-11-26', '2026-11-26 10:00', '匿名'])(
  '%j cannot be dialled',
  (typed) => {
    expect(dialableDigits(typed)).toBeNull();
  },
);

test('what a caller sent is called back as a telephone number, never as a feature code', () => {
  expect(callBackDigits('199 0000 0123')).toBe('19900000123');
  expect(callBackDigits('1003')).toBe('1003');
  expect(callBackDigits('#31#19900000123')).toBe('19900000123');
  expect(['*46', '*4619900000123', '*46#', '匿名', ''].map(callBackDigits)).toEqual(
    Array(5).fill(null),
  );
});
