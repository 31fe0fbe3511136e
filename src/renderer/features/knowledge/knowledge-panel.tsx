import type { ReactNode } from 'react';
import { useFeature } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { knowledgeStore } from './knowledge-store.ts';
import { EntryView } from './entry-view.tsx';
import { HitList } from './hit-list.tsx';
import './knowledge.css';
import { SearchBox } from './search-box.tsx';
import { useCategorySuggestion } from './use-category-suggestion.ts';

/** The third column: search while talking, insert by key. `foot` is the script of the call's phase. */
export function KnowledgePanel({ foot }: { readonly foot: ReactNode }) {
  const t = useText();
  const opened = useFeature(knowledgeStore, (state) => state.opened);
  useCategorySuggestion();
  return (
    <section className="panel knowledge" aria-label={t('knowledge.title')}>
      <div className="panel__head">
        <h2 className="panel__title">{t('knowledge.title')}</h2>
        <span className="panel__note">{t('knowledge.offline')}</span>
      </div>
      <SearchBox />
      <div className="panel__body" tabIndex={-1}>
        {opened ? <EntryView entry={opened} withBack /> : <HitList />}
      </div>
      {foot}
    </section>
  );
}
