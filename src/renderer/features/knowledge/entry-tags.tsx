import type { KnowledgeEntry } from '../../../shared/domain/knowledge/knowledge.ts';
import { useText } from '../../parts/use-text.ts';

/** At a glance: may it be answered directly, may it be told, and what of it nobody has confirmed yet. */
export function EntryTags({ wording }: Pick<KnowledgeEntry, 'wording'>) {
  const t = useText();
  if (!wording) return null;
  const { mayAnswerDirectly, audience, toConfirm } = wording;
  return (
    <>
      <span className={mayAnswerDirectly ? 'tag tag--good' : 'tag tag--warn'}>
        {t(mayAnswerDirectly ? 'knowledge.direct' : 'knowledge.toAssign')}
      </span>
      {audience === 'internal' && <span className="tag">{t('knowledge.internal')}</span>}
      {toConfirm.length > 0 && (
        <span className="tag tag--warn">
          {t('knowledge.toConfirmCount', { count: toConfirm.length })}
        </span>
      )}
    </>
  );
}
