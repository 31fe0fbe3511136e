/** How long a password that somebody chooses has to be, in UTF-16 units: one rule for accounts that are made and for changes. */
export const passwordLength = { min: 10, max: 200 } as const;

/** What is wrong with what somebody has typed as a new password, before the hub is asked; `null` = nothing. */
export type NewPasswordFault = 'tooShort' | 'tooLong' | 'same' | 'differs';

/**
 * Judges a new password that was typed twice: by the rule, against the one before, and whether both typings are the same. What is wrong
 * with the password itself comes first.
 */
export function newPasswordFault(typed: {
  readonly old: string;
  readonly new: string;
  readonly again: string;
}): NewPasswordFault | null {
  if (typed.new.length < passwordLength.min) return 'tooShort';
  if (typed.new.length > passwordLength.max) return 'tooLong';
  if (typed.new === typed.old) return 'same';
  return typed.new === typed.again ? null : 'differs';
}
