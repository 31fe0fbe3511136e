import { type ReactNode, useEffect } from 'react';
import { findCategory } from '../../../shared/domain/office/categories.ts';
import { useStores, useWorkbench } from '../../parts/desk-context.ts';
import { useFeature } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { openSheet } from '../../workbench/workbench-state.ts';
import { knowledgeStore } from './knowledge-store.ts';
import { EntryView } from './entry-view.tsx';
import { ExpiredQuestion } from './expired-question.tsx';
import { HitList } from './hit-list.tsx';
import './knowledge.css';
import './writing.css';
import { SuggestionLine } from './suggestion-line.tsx';
import { useSuggestions } from './use-suggestions.ts';
import { SearchBox } from './search-box.tsx';

/** The third column: search while talking, insert by key. `foot` is the script of the call's phase. */
export function KnowledgePanel({ foot }: { readonly foot: ReactNode }) {
  const t = useText();
  const opened = useFeature(knowledgeStore, (state) => state.opened);
  const suggestions = useSuggestions(useWorkbench(openSheet));
  useCategorySuggestion();
  return (
    <section className="panel knowledge" aria-label={t('knowledge.title')}>
      <div className="panel__head">
        <h2 className="panel__title">{t('knowledge.title')}</h2>
        <span className="panel__note">{t('knowledge.offline')}</span>
      </div>
      <SearchBox />
      <SuggestionLine suggestions={suggestions} />
      <div className="panel__body" tabIndex={-1}>
        {opened ? <EntryView entry={opened} withBack /> : <HitList suggestions={suggestions} />}
      </div>
      {foot}
      <ExpiredQuestion />
    </section>
  );
}

/** While nothing is searched for, shows what the knowledge base has for the open ticket's category. */
function useCategorySuggestion(): void {
  const knowledge = knowledgeStore(useStores());
  const categoryCode = useWorkbench((state) => openSheet(state)?.intake.categoryCode ?? null);
  const place = useWorkbench((state) => state.activeKey);
  useEffect(() => knowledge.getState().turnTo(place), [knowledge, place]);
  useEffect(() => {
    const { text, search } = knowledge.getState();
    if (text.trim() === '') search(suggestedWord(categoryCode));
  }, [knowledge, categoryCode, place]);
}

/** `渍水（积水）` → `渍水`, `漏水 / 爆管` → `漏水`. */
function suggestedWord(categoryCode: string | null): string {
  const name = categoryCode === null ? '' : (findCategory(categoryCode)?.name ?? '');
  return name.split(/[（/]/u)[0]?.trim() ?? '';
}
