import type { ErrorCode } from '../../shared/error-codes.ts';

/** What the storage thread is started with. */
export interface StoreWorkerData {
  /** The writer opens, repairs and upgrades the file; the reader comes after it and never waits for a write. */
  readonly role: 'writer' | 'reader';
  readonly file: string;
  /** 32 random bytes, used raw. */
  readonly key: Uint8Array;
  readonly migrationsDirectory: string;
  /** For the name under which a damaged file is kept. */
  readonly now: number;
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
  | { readonly kind: 'value'; readonly id: number; readonly value: unknown; readonly ms: number }
  | {
      readonly kind: 'error';
      readonly id: number;
      readonly code: ErrorCode | null;
      readonly message: string;
    }
  | { readonly kind: 'closed' };
