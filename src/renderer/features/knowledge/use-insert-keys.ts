import { useStores } from '../../parts/desk-context.ts';
import { type KeyMap, useKeys } from '../../ui/use-keys.ts';

/** Alt+1 … Alt+9 insert the n-th hit. */
export function useInsertKeys(): void {
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
