import type { Suggestion } from '../../../shared/domain/knowledge/suggestion.ts';
import { useStores } from '../../parts/desk-context.ts';
import { useAsked } from '../../parts/use-asked.ts';
import { type Sheet, isLocked } from '../../workbench/sheet.ts';

const none: readonly Suggestion[] = [];

/** Entries that are what is typed in the open form; empty when nothing fits well, and for what is cited there already. */
export function useSuggestions(sheet: Sheet | null): readonly Suggestion[] {
  const { deps } = useStores();
  const { content, categoryCode, district, address } = sheet?.intake ?? {
    content: '',
    categoryCode: null,
    district: null,
    address: '',
  };
  const typed = { content, categoryCode, district, address };
  const isAsked = sheet !== null && !isLocked(sheet) && content.trim() !== '';
  const found = useAsked({
    of: sheet?.draftKey ?? '',
    key: isAsked ? JSON.stringify(typed) : null,
    none,
    ask: async () => (await deps.api.knowledge.suggest(typed)).suggestions,
  });
  const cited = sheet?.intake.citations ?? [];
  return found.filter(
    ({ hit: { entry } }) => !cited.some(({ entryId }) => entryId === entry.entryId),
  );
}
