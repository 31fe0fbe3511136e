import { useState } from 'react';
import { useText } from '../../parts/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';

/** Throws away what was typed and never saved, after one question: it cannot be brought back. */
export function DiscardButton(props: { readonly what: string; onDiscard(): Promise<void> }) {
  const t = useText();
  const [isAsked, ask] = useState(false);
  const close = () => ask(false);
  return (
    <>
      <button type="button" className="button" onClick={() => ask(true)}>
        {t('today.discard')}
      </button>
      {isAsked && (
        <Dialog title={t('today.discardAsk')} onClose={close}>
          <p className="today__matter">{props.what}</p>
          <p>{t('today.discardHint')}</p>
          <div className="dialog__acts">
            <button type="button" className="button button--main" onClick={close}>
              {t('today.discardNot')}
            </button>
            <button
              type="button"
              className="button button--danger"
              onClick={() => void props.onDiscard().then(close)}
            >
              {t('today.discard')}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
