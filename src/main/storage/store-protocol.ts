import type { ErrorCode } from '../../shared/error-codes.ts';

/**
 * The writer opens and upgrades the file; the others come after it, cannot write and never wait for a write. The searcher answers
 * lists and searches, which may take long; the urgent one answers what a call that rings waits for, and never anything long; the
 * checker reads the whole file once, says what it found, and ends.
 */
export type StoreRole = 'writer' | 'searcher' | 'urgent' | 'checker';

/** What the storage thread is started with. */
export interface StoreWorkerData {
  readonly role: StoreRole;
  readonly file: string;
  /** 32 random bytes, used raw. */
  readonly key: Uint8Array;
  readonly migrationsDirectory: string;
  /** For the name under which a damaged file is kept. */
  readonly now: number;
  /** Of the checker: 1 at its only place = nobody wants to know any more. */
  readonly stop?: Int32Array;
}

/** Host → storage thread. */
export type StoreQuestion =
  | {
      readonly kind: 'query';
      readonly id: number;
      readonly area: string;
      readonly name: string;
      readonly args: readonly unknown[];
    }
  | { readonly kind: 'close' };

/** Storage thread → host. `opened` or `notOpened` is the first. `code: null` = an unexpected error. */
export type StoreAnswer =
  | { readonly kind: 'opened'; readonly damagedKeptAs: string | null }
  | { readonly kind: 'notOpened'; readonly code: ErrorCode | null; readonly message: string }
  /** The only other answer of the checker, and its last. */
  | { readonly kind: 'checked'; readonly isSound: boolean }
  | { readonly kind: 'value'; readonly id: number; readonly value: unknown; readonly ms: number }
  | {
      readonly kind: 'error';
      readonly id: number;
      readonly code: ErrorCode | null;
      readonly message: string;
    }
  /** The writer has stopped filling the index of numbers; everything else goes on. */
  | { readonly kind: 'fillFailed'; readonly code: ErrorCode | null; readonly message: string }
  | { readonly kind: 'closed' };
