import type { KnowledgeEntry } from '../../../shared/domain/knowledge/knowledge.ts';
import { useWorkbench } from '../../parts/desk-context.ts';
import { ariaKey, keyHint } from '../../parts/keys.ts';
import { useText } from '../../parts/use-text.ts';
import { isLocked } from '../../workbench/sheet.ts';

export interface InsertButtonProps {
  readonly entry: KnowledgeEntry;
  /** Place among the hits, from 1; `null` for an opened entry. */
  readonly place: number | null;
}

/** 插入答复: the wording goes into the open ticket, with the version cited. Grey when no ticket can take it. */
export function InsertButton({ entry, place }: InsertButtonProps) {
  const t = useText();
  const insert = useWorkbench((state) => state.insertAnswer);
  const ready = useWorkbench((state) => state.sheet !== null && !isLocked(state.sheet));
  const hasKey = place !== null && place <= 9;
  return (
    <button
      type="button"
      className="link insert"
      disabled={!ready}
      title={ready ? undefined : t('knowledge.noSheet')}
      aria-keyshortcuts={hasKey ? ariaKey('insert', place) : undefined}
      onClick={() => insert(entry)}
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
