import { BookOpen } from 'lucide-react';
import { useFeature } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { knowledgeStore } from './knowledge-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EntryView } from './entry-view.tsx';
import { HitList } from './hit-list.tsx';
import './knowledge.css';
import { SearchBox } from './search-box.tsx';

/** 知识库: results left, the entry right. */
export function KnowledgePage() {
  const t = useText();
  const opened = useFeature(knowledgeStore, (state) => state.opened);
  return (
    <div className="split">
      <section className="panel knowledge" aria-label={t('knowledge.title')}>
        <div className="panel__head">
          <h2 className="panel__title">{t('knowledge.title')}</h2>
          <span className="panel__note">{t('knowledge.offline')}</span>
        </div>
        <SearchBox />
        <div className="panel__body" tabIndex={-1}>
          <HitList />
        </div>
      </section>
      <section className="panel" aria-label={t('knowledge.open')}>
        <div className="panel__body" tabIndex={-1}>
          {opened ? (
            <EntryView entry={opened} withBack={false} />
          ) : (
            <EmptyState
              icon={<BookOpen size={30} strokeWidth={1.4} aria-hidden />}
              title={t('knowledge.idle')}
              hint={t('knowledge.idleHint')}
            />
          )}
        </div>
      </section>
    </div>
  );
}
