import type { ErrorCode } from '../../shared/error-codes.ts';
import type { DeskStoreState } from '../stores/desk-store.ts';

/**
 * The code to show for a failure that still stands on the screen: what failed for want of the host must not speak on of a
 * connection that is being sought once it is back.
 */
export function toldNow(code: ErrorCode, connection: DeskStoreState['connection']): ErrorCode {
  return code === 'ipc.disconnected' && connection === 'online' ? 'ipc.wasAway' : code;
}

const codes: Readonly<Partial<Record<DeskStoreState['connection'], ErrorCode>>> = {
  stranger: 'ipc.stranger',
  openedElsewhere: 'ipc.openedElsewhere',
  notAdmitted: 'ipc.notAdmitted',
};

/** Why this page speaks to nobody, though somebody answers; `null` = that is not so. */
export function unprovenCode(connection: DeskStoreState['connection']): ErrorCode | null {
  return codes[connection] ?? null;
}
