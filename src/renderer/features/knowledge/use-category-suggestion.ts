import { useEffect } from 'react';
import { findCategory } from '../../../shared/domain/office/categories.ts';
import { useStores, useWorkbench } from '../../parts/desk-context.ts';
import { knowledgeStore } from './knowledge-store.ts';

/** While nothing is searched for, shows what the knowledge base has for the open ticket's category. */
export function useCategorySuggestion(): void {
  const knowledge = knowledgeStore(useStores());
  const categoryCode = useWorkbench((state) => state.sheet?.intake.categoryCode ?? null);
  const draftKey = useWorkbench((state) => state.sheet?.draftKey ?? null);
  useEffect(() => {
    const { text, search } = knowledge.getState();
    if (text.trim() === '') search(suggestedWord(categoryCode));
  }, [knowledge, categoryCode, draftKey]);
}

/** `积水（渍水）` → `积水`, `漏水 / 爆管` → `漏水`. */
function suggestedWord(categoryCode: string | null): string {
  const name = categoryCode === null ? '' : (findCategory(categoryCode)?.name ?? '');
  return name.split(/[（/]/u)[0]?.trim() ?? '';
}
