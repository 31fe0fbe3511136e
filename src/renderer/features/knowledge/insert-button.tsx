import type { KnowledgeEntry } from '../../../shared/domain/knowledge/knowledge.ts';
import { useStores, useWorkbench } from '../../parts/desk-context.ts';
import { ariaKey, keyHint } from '../../parts/keys.ts';
import { useText } from '../../parts/use-text.ts';
import { isLocked } from '../../workbench/sheet.ts';
import { insertEntry } from './insert-entry.ts';
import { openSheet } from '../../workbench/workbench-state.ts';

export interface InsertButtonProps {
  readonly entry: KnowledgeEntry;
  /** Place among the hits, from 1; `null` for an opened entry. */
  readonly place: number | null;
}

/** 插入答复: what the entry records goes into the open ticket, with the version cited. Grey when no ticket can take it. */
export function InsertButton({ entry, place }: InsertButtonProps) {
  const t = useText();
  const stores = useStores();
  const whyNot = useWorkbench((state) => {
    const sheet = openSheet(state);
    return sheet === null ? 'knowledge.noSheet' : isLocked(sheet) ? 'knowledge.locked' : null;
  });
  const hasKey = place !== null && place <= 9;
  return (
    <button
      type="button"
      className="link insert"
      disabled={whyNot !== null}
      title={whyNot === null ? undefined : t(whyNot)}
      aria-keyshortcuts={hasKey ? ariaKey('insert', place) : undefined}
      onClick={() => insertEntry(stores, entry)}
    >
      {t('knowledge.insert')}
      {place !== null && <span className="sr-only">{t('knowledge.insertNo', { n: place })}</span>}
      {hasKey && (
        <kbd className="kbd" aria-hidden>
          {keyHint('insert', place)}
        </kbd>
      )}
    </button>
  );
}
