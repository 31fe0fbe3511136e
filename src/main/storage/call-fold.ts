import type { CallRecord } from '../../shared/domain/call.ts';

/** A call's record while it grows, with what the next step of the fold needs. */
export interface CallFold {
  readonly record: CallRecord;
  /** Since when it is held; `null` while it is not. */
  readonly heldSince: number | null;
  /** When a phone page last told about it. */
  readonly lastSeenAt: number;
}
