import { useState } from 'react';
import type { ErrorCode } from '../../shared/error-codes.ts';
import {
  type NewPasswordFault,
  newPasswordFault,
} from '../../shared/domain/session/password-rule.ts';
import { noNewPassword } from './new-password-fields.tsx';

/**
 * One's own password in place of the hub's, asked for in the sign-in once the hub has said so (`hub.passwordChangeNeeded`); it stays
 * typed while the sign-in asks for more.
 */
export function useOwnPassword(refusal: ErrorCode | null) {
  const [value, setValue] = useState(noNewPassword);
  const [fault, setFault] = useState<NewPasswordFault | null>(null);
  const isAsked =
    refusal === 'hub.passwordChangeNeeded' ||
    refusal === 'hub.passwordSame' ||
    value.typed !== '' ||
    fault !== null;
  return {
    value,
    fault,
    isAsked,
    onChange: setValue,
    /** What goes beside the password; `null` = it is not right yet, and the fields say why. */
    judge(password: string): { readonly newPassword?: string } | null {
      if (!isAsked) return {};
      const found = newPasswordFault({ old: password, new: value.typed, again: value.again });
      setFault(found);
      return found === null ? { newPassword: value.typed } : null;
    },
    /** Somebody else signs in. */
    forget() {
      setValue(noNewPassword);
      setFault(null);
    },
  };
}
