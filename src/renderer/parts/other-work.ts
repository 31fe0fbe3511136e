import type { WorkItem } from '../../shared/domain/desk/today-work.ts';

/** Work of 今日工作 that is no ticket and no missed call: a draft, a call without a result. */
export interface OtherWork extends WorkItem {
  /** What it is: `草稿`. */
  readonly label: string;
  readonly title: string;
  /** Whose, since when, and why it was put aside. */
  readonly note: string;
  readonly act: { readonly label: string; run(): void };
  /** Throws it away for good, rejects when it is still there; `null` where that is not for the agent to decide. */
  readonly discard: (() => Promise<void>) | null;
}
