import type { Clock } from '../../../shared/clock.ts';
import type { AuditAction } from '../../../shared/contract/audit/schemas.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { AuditEntry } from '../audit/audit-repository.ts';
import type { ChangeSignal } from '../replica/change-signal.ts';
import type { ApiClient } from './clients-repository.ts';

export interface OpenDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly changes: ChangeSignal;
}

/** Which program asks, and from where. */
export interface Asking {
  readonly client: ApiClient;
  readonly address: string;
}

/** The row of the audit that says what a program has done: its name stands beside it, for it is no person at no desk. */
export function clientRow(
  { client, address }: Asking,
  of: { readonly at: number; readonly action: AuditAction; readonly subjectId: string },
): AuditEntry {
  return { ...of, userId: null, deskId: null, code: null, address, detail: client.name };
}
