import { useState } from 'react';
import type { PasswordChange } from '../../shared/contract/session/schemas.ts';
import { PasswordDialog } from '../parts/password-dialog.tsx';
import { useText } from '../parts/use-text.ts';
import { FailureNotice } from './failure-notice.tsx';

/** The button in the head of a page, and what it opens. */
export function OwnPassword({ change }: { change(typed: PasswordChange): Promise<void> }) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button button--small"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {t('password.title')}
      </button>
      {isOpen && (
        <PasswordDialog
          change={change}
          refusal={(code, title) => <FailureNotice code={code} title={title} />}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
