import type { ReactNode } from 'react';
import { useKnowledge, useStores } from '../../context/desk-context.ts';
import { useText } from '../../context/use-text.ts';
import { type KeyMap, useKeys } from '../../ui/use-keys.ts';
import { EntryView } from './entry-view.tsx';
import { HitList } from './hit-list.tsx';
import './knowledge.css';
import { SearchBox } from './search-box.tsx';

/** The third column: search while talking, insert by key. `foot` is the script of the call's phase. */
export function KnowledgePanel({ foot }: { readonly foot: ReactNode }) {
  const t = useText();
  const opened = useKnowledge((state) => state.opened);
  useInsertKeys();
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

/** Alt+1 … Alt+9 insert the n-th hit. */
function useInsertKeys(): void {
  const { knowledge, workbench } = useStores();
  const keys = Array.from({ length: 9 }, (_, index): [string, () => void] => [
    `Alt+${index + 1}`,
    () => {
      const hit = knowledge.getState().hits[index];
      if (hit) workbench.getState().insertAnswer(hit.entry);
    },
  ]);
  useKeys(Object.fromEntries(keys) satisfies KeyMap);
}
