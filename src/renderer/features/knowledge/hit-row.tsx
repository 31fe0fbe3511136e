import type { KnowledgeHit } from '../../../shared/domain/knowledge/knowledge.ts';
import { useFeature } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { knowledgeStore } from './knowledge-store.ts';
import { EntryTags } from './entry-tags.tsx';
import { InsertButton } from './insert-button.tsx';

export interface HitRowProps {
  readonly hit: KnowledgeHit;
  /** Place in the list, from 1; the first nine have a key. */
  readonly place: number;
}

export function HitRow({ hit, place }: HitRowProps) {
  const t = useText();
  const open = useFeature(knowledgeStore, (state) => state.open);
  const { entry, excerpt, words } = hit;
  return (
    <li className="hit">
      <button type="button" className="hit__title" onClick={() => open(entry)}>
        <MarkedText text={entry.title} words={words} />
      </button>
      <p className="hit__excerpt">
        <MarkedText text={excerpt} words={words} />
      </p>
      <div className="hit__foot">
        <span className="num">
          {t('knowledge.version', { entryNo: entry.entryNo, version: entry.version })}
        </span>
        <EntryTags wording={entry.wording} />
        <InsertButton entry={entry} place={place} />
      </div>
    </li>
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
