import { describe, expect, it } from 'vitest';
import {
  newPasswordFault,
  passwordLength,
} from '../../../../../src/shared/domain/session/password-rule.ts';

const good = 'x'.repeat(passwordLength.min);
const cases: [
  string,
  Parameters<typeof newPasswordFault>[0],
  ReturnType<typeof newPasswordFault>,
][] = [
  ['long enough and typed twice alike', { old: 'old', new: good, again: good }, null],
  ['nine places', { old: 'old', new: good.slice(1), again: good.slice(1) }, 'tooShort'],
  ['nothing', { old: 'old', new: '', again: '' }, 'tooShort'],
  ['201 places', { old: 'old', new: 'x'.repeat(201), again: 'x'.repeat(201) }, 'tooLong'],
  ['the one before', { old: good, new: good, again: good }, 'same'],
  ['two typings', { old: 'old', new: good, again: `${good}y` }, 'differs'],
  ['both too short and two typings', { old: 'old', new: 'x', again: 'y' }, 'tooShort'],
];

describe('a new password', () => {
  it.each(cases)('of %s', (_name, typed, fault) => {
    expect(newPasswordFault(typed)).toBe(fault);
  });
});
