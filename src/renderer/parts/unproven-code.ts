import type { ErrorCode } from '../../shared/error-codes.ts';
import type { DeskStoreState } from '../stores/desk-store.ts';

const codes: Readonly<Partial<Record<DeskStoreState['connection'], ErrorCode>>> = {
  stranger: 'ipc.stranger',
  openedElsewhere: 'ipc.openedElsewhere',
  notAdmitted: 'ipc.notAdmitted',
};

/** Why this page speaks to nobody, though somebody answers; `null` = that is not so. */
export function unprovenCode(connection: DeskStoreState['connection']): ErrorCode | null {
  return codes[connection] ?? null;
}
