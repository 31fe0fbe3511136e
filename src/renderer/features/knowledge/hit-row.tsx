import type { KnowledgeHit } from '../../../shared/domain/knowledge/knowledge.ts';
import type { Suggestion } from '../../../shared/domain/knowledge/suggestion.ts';
import { useDeskState, useView } from '../../parts/desk-context.ts';
import { useFeature, useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { knowledgeStore } from './knowledge-store.ts';
import { EntryTags } from './entry-tags.tsx';
import { leadListsStore } from './lead-lists-store.ts';
import { writingStore } from './writing-store.ts';
import { SuggestionWhy } from './suggestion-line.tsx';
import { InsertButton } from './insert-button.tsx';

export interface HitRowProps {
  readonly hit: KnowledgeHit;
  /** Place in the list, from 1; the first nine have a key. */
  readonly place: number;
  /** Why it is offered although nobody has searched. */
  readonly why?: Suggestion | undefined;
}

export function HitRow({ hit, place, why }: HitRowProps) {
  const t = useText();
  const open = useFeature(knowledgeStore, (state) => state.open);
  const close = useFeature(writingStore, (state) => state.close);
  const { entry, excerpt, words } = hit;
  return (
    <li className="hit">
      <button
        type="button"
        className="hit__title"
        onClick={() => {
          close();
          open(entry);
        }}
      >
        <MarkedText text={entry.title} words={words} />
      </button>
      {why && <SuggestionWhy {...why} />}
      <p className="hit__excerpt">
        <MarkedText text={excerpt} words={words} />
      </p>
      <div className="hit__foot">
        <span className="num">
          {t('knowledge.version', { entryNo: entry.entryNo, version: entry.version })}
        </span>
        <EntryTags wording={entry.wording} />
        <JudgeButton entryNo={entry.entryNo} />
        <InsertButton entry={entry} place={place} />
      </div>
    </li>
  );
}

/** 设为考题: what was searched for is a question of the office from now on, and this entry answers it. For the lead, on the page. */
function JudgeButton({ entryNo }: { readonly entryNo: string }) {
  const t = useText();
  const isLead = useDeskState((desk) => desk.user?.role === 'lead');
  const onPage = useView((view) => view.route) === 'knowledge';
  const { text, searched } = useFeatureState(knowledgeStore);
  const { addJudged, busy } = useFeatureState(leadListsStore);
  if (!isLead || !onPage || text.trim() === '') return null;
  return (
    <button
      type="button"
      className="link"
      disabled={busy}
      onClick={() => void addJudged(searched, entryNo)}
    >
      {t('judged.add')}
      <span className="sr-only"> {entryNo}</span>
    </button>
  );
}

/** `text` with each of `words` marked. */
function MarkedText({ text, words }: { readonly text: string; readonly words: readonly string[] }) {
  const wanted = words.filter((word) => word !== '').toSorted((a, b) => b.length - a.length);
  if (wanted.length === 0) return text;
  const pattern = new RegExp(`(${wanted.map(escapePattern).join('|')})`, 'giu');
  return text
    .split(pattern)
    .map((part, index) => (index % 2 === 1 ? <mark key={`${index}:${part}`}>{part}</mark> : part));
}

function escapePattern(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
