import { useStores } from '../../parts/desk-context.ts';
import { useKeys } from '../../parts/use-keys.ts';
import { knowledgeStore } from './knowledge-store.ts';

/** The n-th hit goes into the answer. */
export function useInsertKeys(): void {
  const stores = useStores();
  useKeys({
    insert: (place) => {
      const hit = knowledgeStore(stores).getState().hits[place - 1];
      if (hit) stores.workbench.getState().insertAnswer(hit.entry);
    },
  });
}
