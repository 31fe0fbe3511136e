import { ArrowLeft } from 'lucide-react';
import type { KnowledgeEntry } from '../../../shared/domain/knowledge/knowledge.ts';
import { useNow } from '../../parts/desk-context.ts';
import { categoryText } from '../../parts/ticket-words.ts';
import { useFeature } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { knowledgeStore } from './knowledge-store.ts';
import { shortDay } from '../../ui/format.ts';
import { InsertButton } from './insert-button.tsx';

export interface EntryViewProps {
  readonly entry: KnowledgeEntry;
  /** Beside its list there is no way back to offer. */
  readonly withBack: boolean;
}

/** One entry in full: the wording for citizens first, then background. */
export function EntryView({ entry, withBack }: EntryViewProps) {
  const t = useText();
  const now = useNow();
  const close = useFeature(knowledgeStore, (state) => state.closeEntry);
  const expired = entry.validUntil !== null && entry.validUntil < now;
  return (
    <article className="entry" aria-labelledby="entry-title">
      {withBack && (
        <button type="button" className="link entry__back" onClick={close}>
          <ArrowLeft size={14} aria-hidden />
          {t('knowledge.back')}
        </button>
      )}
      <h3 id="entry-title" className="entry__title">
        {entry.title}
      </h3>
      <p className="entry__facts num">
        {t('knowledge.version', { entryNo: entry.entryNo, version: entry.version })}
        <span className={expired ? 'tag tag--bad' : 'tag tag--good'}>
          {t(expired ? 'knowledge.expired' : 'knowledge.valid')}
        </span>
        <span>{categoryText(entry.categoryCode)}</span>
        <span>{t('knowledge.updated', { time: shortDay(entry.updatedAt, now) })}</span>
      </p>
      <div className="entry__head">
        <h4>{t('knowledge.answer')}</h4>
        <InsertButton entry={entry} place={null} />
      </div>
      <p className="entry__answer">{entry.answer}</p>
      <h4>{t('knowledge.body')}</h4>
      <p className="entry__body">{entry.body}</p>
      {entry.synonyms.length > 0 && (
        <p className="entry__facts">
          {t('knowledge.synonyms')}
          {entry.synonyms.map((word) => (
            <span key={word} className="tag">
              {word}
            </span>
          ))}
        </p>
      )}
    </article>
  );
}
