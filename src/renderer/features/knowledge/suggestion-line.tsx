import { Lightbulb } from 'lucide-react';
import type { Suggestion } from '../../../shared/domain/knowledge/suggestion.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { ariaKey, keyHint } from '../../parts/keys.ts';
import { useKeys } from '../../parts/use-keys.ts';
import { useText } from '../../parts/use-text.ts';
import { knowledgeStore } from './knowledge-store.ts';

/** That there are suggestions, and the key that opens one after the other. It never takes the focus from who types. */
export function SuggestionLine({ suggestions }: { readonly suggestions: readonly Suggestion[] }) {
  const t = useText();
  const { open, opened } = useFeatureState(knowledgeStore);
  const at = suggestions.findIndex(({ hit }) => hit.entry.entryId === opened?.entryId);
  const next = suggestions[at + 1] ?? suggestions[0];
  const openNext = () => {
    if (next) open(next.hit.entry);
  };
  useKeys(next ? { suggestion: openNext } : {});
  return (
    <div role="status">
      {next && (
        <p className="suggestline">
          <Lightbulb size={14} aria-hidden />
          <span className="suggestline__words">
            {t('suggestion.count', { count: suggestions.length })}
          </span>
          <button
            type="button"
            className="button button--small"
            aria-keyshortcuts={ariaKey('suggestion')}
            onClick={openNext}
          >
            {t('suggestion.open')}
            <kbd className="kbd" aria-hidden>
              {keyHint('suggestion')}
            </kbd>
          </button>
        </p>
      )}
    </div>
  );
}

/** Why an entry is offered. */
export function SuggestionWhy({ words, isOfCategory, place }: Omit<Suggestion, 'hit'>) {
  const t = useText();
  const reasons = [
    t('suggestion.words', { words: words.join('”“') }),
    ...(isOfCategory ? [t('suggestion.category')] : []),
    ...(place === null ? [] : [t('suggestion.place', { place })]),
  ];
  return <p className="hit__why">{reasons.join(' · ')}</p>;
}
