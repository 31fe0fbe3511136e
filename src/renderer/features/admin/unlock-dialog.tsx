import type { PersonLine } from '../../../shared/contract/admin/schemas.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { adminStore } from './admin-store.ts';

/** A lock may be the sign of somebody who guesses: it is lifted by name and with a question. */
export function UnlockDialog({ person }: { readonly person: PersonLine }) {
  const t = useText();
  const { busy, unlockFailure, askUnlock, unlock } = useFeatureState(adminStore);
  const { workNo, displayName: name } = person;
  const close = () => askUnlock(null);
  return (
    <Dialog title={t('admin.unlockTitle', { workNo, name })} onClose={close}>
      <p>{t('admin.unlockAsk')}</p>
      <p>{t('admin.unlockEffect')}</p>
      {unlockFailure && <ErrorNotice code={unlockFailure} lead={t('admin.unlockFailed')} />}
      <div className="dialog__acts">
        <button type="button" className="button" onClick={close}>
          {t('common.cancel')}
        </button>
        <button
          type="button"
          className="button button--main"
          disabled={busy}
          onClick={() => void unlock()}
        >
          {t('admin.unlock')}
        </button>
      </div>
    </Dialog>
  );
}
