import type { KnowledgeHit } from '../../../shared/domain/knowledge/knowledge.ts';
import { useFeature } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { knowledgeStore } from './knowledge-store.ts';
import { InsertButton } from './insert-button.tsx';
import { MarkedText } from './marked-text.tsx';

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
        <InsertButton entry={entry} place={place} />
      </div>
    </li>
  );
}
