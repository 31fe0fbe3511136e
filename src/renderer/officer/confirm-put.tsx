import { useText } from '../parts/use-text.ts';
import { Dialog } from '../ui/dialog.tsx';

/** What is another one, a line each. */
export function Changes({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul className="ochanges">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

interface ConfirmProps {
  readonly lines: readonly string[];
  /** What follows from it. */
  readonly why: string;
  readonly busy: boolean;
  onPut(): void;
  onClose(): void;
}

/** Asked before a rule of the office is put in: every desk works by it at once. */
export function ConfirmPut({ lines, why, busy, onPut, onClose }: ConfirmProps) {
  const t = useText();
  return (
    <Dialog title={t('officer.rules.confirm')} onClose={onClose}>
      <Changes lines={lines} />
      <p>{why}</p>
      <div className="dialog__acts">
        <button type="button" className="button" autoFocus onClick={onClose}>
          {t('common.cancel')}
        </button>
        <button type="button" className="button button--main" disabled={busy} onClick={onPut}>
          {t('officer.rules.put')}
        </button>
      </div>
    </Dialog>
  );
}
