import { type FormEvent, type ReactNode, useState } from 'react';
import { AppError } from '../../shared/app-error.ts';
import type { PasswordChange } from '../../shared/contract/session/schemas.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import {
  type NewPasswordFault,
  newPasswordFault,
} from '../../shared/domain/session/password-rule.ts';
import { Dialog } from '../ui/dialog.tsx';
import { NewPasswordFields, noNewPassword } from './new-password-fields.tsx';
import { useText } from './use-text.ts';

export interface PasswordDialogProps {
  /** Rejects with an `AppError`. */
  change(typed: PasswordChange): Promise<void>;
  /** How a refusal is shown here; `title` = there is more to tell than the catalogue's. */
  refusal(code: ErrorCode, title: string | undefined): ReactNode;
  onClose(): void;
}

/** 修改密码: the old one, the new one twice. Nothing typed is kept anywhere, and a refusal leaves it standing. */
export function PasswordDialog({ change, refusal, onClose }: PasswordDialogProps) {
  const t = useText();
  const [old, setOld] = useState('');
  const [next, setNext] = useState(noNewPassword);
  const [fault, setFault] = useState<NewPasswordFault | null>(null);
  const [refused, setRefused] = useState<AppError | null>(null);
  const [state, setState] = useState<'typing' | 'busy' | 'done'>('typing');
  const send = async () => {
    setState('busy');
    try {
      await change({ oldPassword: old, newPassword: next.typed });
      setState('done');
    } catch (error) {
      setRefused(error instanceof AppError ? error : new AppError('ipc.internal'));
      setState('typing');
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (state === 'busy' || old === '') return;
    const found = newPasswordFault({ old, new: next.typed, again: next.again });
    setFault(found);
    setRefused(null);
    if (found === null) void send();
  };
  if (state === 'done') return <Done onClose={onClose} />;
  const left = refused?.code === 'hub.oldPasswordWrong' ? refused.tries?.left : undefined;
  const title = left === undefined ? undefined : t('password.left', { count: left });
  return (
    <Dialog title={t('password.title')} onClose={onClose}>
      <form className="password" onSubmit={submit} noValidate>
        <label className="signin__field">
          <span>{t('password.old')}</span>
          <input
            className="input"
            type="password"
            autoComplete="current-password"
            autoFocus
            maxLength={200}
            value={old}
            onChange={({ target }) => setOld(target.value)}
          />
        </label>
        <NewPasswordFields value={next} fault={fault} onChange={setNext} />
        <p className="panel__note">{t('password.effect')}</p>
        {refused && refusal(refused.code, title)}
        <div className="dialog__acts">
          <button type="button" className="button" onClick={onClose}>
            {t('common.cancel')}
          </button>
          <button
            type="submit"
            className="button button--main"
            disabled={state === 'busy' || old === '' || next.typed === ''}
          >
            {t(state === 'busy' ? 'password.busy' : 'password.submit')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Done({ onClose }: { onClose(): void }) {
  const t = useText();
  return (
    <Dialog title={t('password.title')} onClose={onClose}>
      <p role="status">{t('password.done')}</p>
      <div className="dialog__acts">
        <button type="button" className="button button--main" autoFocus onClick={onClose}>
          {t('common.close')}
        </button>
      </div>
    </Dialog>
  );
}
