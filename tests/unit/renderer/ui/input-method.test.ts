import { describe, expect, test } from 'vitest';
import { isForInputMethod } from '../../../../src/renderer/ui/input-method.ts';

describe('a keystroke while a word is being composed', () => {
  test.each([
    ['F2', 113, false],
    ['F2', 229, false],
    ['F10', 121, false],
    ['F4', 115, false],
    // Taken by the input method, for its own menu: the call must not end by that.
    ['F4', 229, true],
    ['KeyS', 83, true],
    ['Digit1', 229, true],
    ['Enter', 229, true],
    ['Escape', 27, true],
  ])('%s with key code %i is left to the input method: %s', (code, keyCode, isLeft) => {
    expect(isForInputMethod({ isComposing: true, keyCode, code })).toBe(isLeft);
  });

  test('belongs to the desk when nothing is composed', () => {
    expect(isForInputMethod({ isComposing: false, keyCode: 83, code: 'KeyS' })).toBe(false);
    expect(isForInputMethod({ isComposing: false, keyCode: 115, code: 'F4' })).toBe(false);
  });
});
