import { useStores, useToday } from '../../parts/desk-context.ts';
import { useFeature } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { shortDay } from '../../ui/format.ts';
import { insertAnyway } from './insert-entry.ts';
import { knowledgeStore } from './knowledge-store.ts';

/** An answer from an entry that has expired is not put in by one key: what it says may no longer be true. */
export function ExpiredQuestion() {
  const t = useText();
  const stores = useStores();
  const today = useToday();
  const doubted = useFeature(knowledgeStore, (state) => state.doubted);
  const doubt = useFeature(knowledgeStore, (state) => state.doubt);
  if (doubted === null || doubted.validUntil === null) return null;
  return (
    <Dialog title={t('knowledge.expiredTitle')} onClose={() => doubt(null)}>
      <p>
        {t('knowledge.expiredText', {
          title: doubted.title,
          day: shortDay(doubted.validUntil - 1, today),
          reviewer: doubted.wording?.reviewer ?? t('knowledge.noReviewer'),
        })}
      </p>
      <div className="dialog__acts">
        <button type="button" className="button button--main" autoFocus onClick={() => doubt(null)}>
          {t('knowledge.expiredNo')}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            doubt(null);
            insertAnyway(stores, doubted);
          }}
        >
          {t('knowledge.expiredYes')}
        </button>
      </div>
    </Dialog>
  );
}
