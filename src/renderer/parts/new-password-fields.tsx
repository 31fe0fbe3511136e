import { useId } from 'react';
import {
  type NewPasswordFault,
  passwordLength,
} from '../../shared/domain/session/password-rule.ts';
import './sign-in-card.css';
import { useText } from './use-text.ts';

/** A new password, typed twice. */
export interface NewPassword {
  readonly typed: string;
  readonly again: string;
}

export const noNewPassword: NewPassword = { typed: '', again: '' };

export interface NewPasswordFieldsProps {
  readonly value: NewPassword;
  /** What was wrong at the last try; `null` = nothing, or not tried. */
  readonly fault: NewPasswordFault | null;
  readonly isFirst?: boolean;
  onChange(value: NewPassword): void;
}

/** The two fields of a new password with the rule below, the same at the desk and at the hub's pages; it keeps neither. */
export function NewPasswordFields({ value, fault, isFirst, onChange }: NewPasswordFieldsProps) {
  const t = useText();
  const about = useId();
  const field = (part: keyof NewPassword, isBad: boolean) => (
    <label className="signin__field">
      <span>{t(`password.${part}`)}</span>
      <input
        className="input"
        type="password"
        autoComplete="new-password"
        autoFocus={isFirst === true && part === 'typed'}
        maxLength={passwordLength.max}
        aria-describedby={about}
        aria-invalid={isBad}
        value={value[part]}
        onChange={({ target }) => onChange({ ...value, [part]: target.value })}
      />
    </label>
  );
  return (
    <>
      {field('typed', fault !== null && fault !== 'differs')}
      {field('again', fault === 'differs')}
      {fault === null ? (
        <p id={about} className="panel__note">
          {t('password.rule', { min: passwordLength.min })}
        </p>
      ) : (
        <p id={about} className="field__error" role="alert">
          {t(`password.faults.${fault}`, passwordLength)}
        </p>
      )}
    </>
  );
}
