import { useStores } from '../../parts/desk-context.ts';
import { useKeys } from '../../parts/use-keys.ts';

/** The n-th hit goes into the answer. */
export function useInsertKeys(): void {
  const { knowledge, workbench } = useStores();
  useKeys({
    insert: (place) => {
      const hit = knowledge.getState().hits[place - 1];
      if (hit) workbench.getState().insertAnswer(hit.entry);
    },
  });
}
