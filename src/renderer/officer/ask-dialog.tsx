import { type FormEvent, useState } from 'react';
import { useText } from '../parts/use-text.ts';
import { Dialog } from '../ui/dialog.tsx';

export interface AskDialogProps {
  readonly title: string;
  readonly text: string;
  readonly act: string;
  readonly busy: boolean;
  /** Asks for a reason, with this label; absent = it is only confirmed. */
  readonly reason?: string;
  onAct(reason: string): void;
  onClose(): void;
}

/** Asks before something that others feel, and why where that is written down. */
export function AskDialog({
  title,
  text,
  act,
  busy,
  reason: label,
  onAct,
  onClose,
}: AskDialogProps) {
  const t = useText();
  const [reason, setReason] = useState('');
  const isReady = label === undefined || reason.trim() !== '';
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) onAct(reason.trim());
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={send}>
        <p>{text}</p>
        {label !== undefined && (
          <label className="dfield">
            <span>{label}</span>
            <input
              className="input"
              autoFocus
              autoComplete="off"
              maxLength={200}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
        )}
        <div className="dialog__acts">
          <button
            type="button"
            className="button"
            autoFocus={label === undefined}
            onClick={onClose}
          >
            {t('common.cancel')}
          </button>
          <button type="submit" className="button button--main" disabled={busy || !isReady}>
            {act}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
