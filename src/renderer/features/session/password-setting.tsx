import { useState } from 'react';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useStores } from '../../parts/desk-context.ts';
import { PasswordDialog } from '../../parts/password-dialog.tsx';
import { useText } from '../../parts/use-text.ts';

/** One's own password, as a row of the settings. */
export function PasswordSetting() {
  const t = useText();
  const { api } = useStores().deps;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <span>{t('signIn.password')}</span>
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
          change={(typed) => api.session.changePassword(typed)}
          refusal={(code, title) => <ErrorNotice code={code} title={title} />}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
