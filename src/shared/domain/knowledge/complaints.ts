import type { CallId, EntryId } from '../ids.ts';

/** 内容有误 / 缺少内容 */
export type FeedbackKind = 'wrong' | 'missing';

/** What somebody says of a version of an entry, from within a call or not (`callId: null`). */
export interface Feedback {
  readonly feedbackId: string;
  readonly entryId: EntryId;
  readonly version: number;
  readonly kind: FeedbackKind;
  readonly words: string;
  readonly callId: CallId | null;
}

export interface FeedbackSaid {
  readonly kind: FeedbackKind;
  readonly words: string;
  readonly byWorkNo: string;
  readonly at: number;
}

/** All that speaks against the knowledge base, each list the most frequent first. */
export interface Complaints {
  readonly feedback: readonly {
    readonly entryId: EntryId;
    readonly entryNo: string;
    readonly title: string;
    /** Of which it was said. */
    readonly version: number;
    readonly count: number;
    /** The newest of it. */
    readonly said: readonly FeedbackSaid[];
  }[];
  /** Searched for, and nothing was opened. */
  readonly misses: readonly {
    readonly text: string;
    readonly count: number;
    readonly lastAt: number;
  }[];
  /** Cited by tickets that had to be handled again. */
  readonly reworked: readonly {
    readonly entryId: EntryId;
    readonly entryNo: string;
    readonly version: number;
    readonly title: string;
    readonly count: number;
    /** The newest of them. */
    readonly ticketNos: readonly string[];
  }[];
}
