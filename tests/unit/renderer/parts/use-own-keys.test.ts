import { expect, test } from 'vitest';
import { choiceDigits, ownKeyOf } from '../../../../src/renderer/parts/use-own-keys.ts';

const press = (patch: Partial<KeyboardEvent>) =>
  ownKeyOf({ key: '', code: '', ...patch } as KeyboardEvent, choiceDigits);

test('a bare digit is a panel’s by its character or its place; with Alt, and while a word is composed, it is not', () => {
  expect(press({ key: '3', code: 'Digit3' })).toBe('3');
  expect(press({ key: '3', code: 'Numpad3' })).toBe('3');
  // Without Num Lock it is still the key that others would take for a digit.
  expect(press({ key: 'PageDown', code: 'Numpad3' })).toBe('3');
  expect(press({ key: '3', code: 'Digit3', altKey: true })).toBeNull();
  expect(press({ key: '3', code: 'Digit3', ctrlKey: true })).toBeNull();
  expect(press({ key: 'Process', code: 'Digit3', keyCode: 229 })).toBeNull();
  expect(press({ key: '0', code: 'Digit0' })).toBeNull();
});
