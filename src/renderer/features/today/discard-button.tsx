import { useState } from 'react';
import { errorCodeOf } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useText } from '../../parts/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';

/** Throws away what was typed and never saved, after one question: it cannot be brought back. */
export function DiscardButton(props: { readonly what: string; onDiscard(): Promise<void> }) {
  const t = useText();
  const [isAsked, ask] = useState(false);
  const [failure, fail] = useState<ErrorCode | null>(null);
  const close = () => {
    ask(false);
    fail(null);
  };
  const discard = async () => {
    fail(null);
    try {
      await props.onDiscard();
      close();
    } catch (error) {
      fail(errorCodeOf(error));
    }
  };
  return (
    <>
      <button type="button" className="button" onClick={() => ask(true)}>
        {t('today.discard')}
      </button>
      {isAsked && (
        <Dialog title={t('today.discardAsk')} onClose={close}>
          <p className="today__matter">{props.what}</p>
          <p>{t('today.discardHint')}</p>
          {failure && <ErrorNotice code={failure} lead={t('today.discardFailed')} />}
          <div className="dialog__acts">
            <button type="button" className="button button--main" onClick={close}>
              {t('today.discardNot')}
            </button>
            <button type="button" className="button button--danger" onClick={() => void discard()}>
              {t('today.discard')}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
