import { grouped } from '../ui/format.ts';
import { useDeskState } from './desk-context.ts';
import { useText } from './use-text.ts';

/** What a list of tickets says while this desk's first copy of them is still coming; `null` = it is whole. */
export function useNotWhole(): string | null {
  const t = useText();
  const isWhole = useDeskState(({ sync }) => sync.replicaAt !== null);
  const filling = useDeskState(({ sync }) => sync.filling);
  if (isWhole) return null;
  // Of the open ones alone it would sound as if there were no others.
  if (filling?.part !== 'tickets' || filling.total === null) return t('common.notWhole');
  const { done, total } = filling;
  return t('common.notWholeOf', { done: grouped(done), total: grouped(total) });
}
