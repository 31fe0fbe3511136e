import type { EntryId } from '../ids.ts';
import type { RowFault } from './entry-sheet.ts';
import type { EntryText } from './entry-text.ts';

/** What a row of a sheet asks for: an entry that there is not, other words, nothing that is not there, or what cannot be taken. */
export const rowOutcomes = ['new', 'changed', 'same', 'bad'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

export type SheetFault = RowFault | 'titleThere';

/** One row of a sheet, judged by the hub. The ids follow from what it says: taken twice it is one version. */
export interface SheetRow {
  /** Its place below the heads, from 1. */
  readonly row: number;
  readonly entryId: EntryId;
  /** `''` = new. */
  readonly entryNo: string;
  readonly outcome: RowOutcome;
  readonly faults: readonly SheetFault[];
  /** `null` = there is no such entry. */
  readonly before: EntryText | null;
  readonly after: EntryText;
  /** The version over which it was judged; 0 = there was none. */
  readonly over: number;
  readonly why: string;
  readonly proposalId: string;
  readonly proposeId: string;
  readonly acceptId: string;
}

/** A sheet as it was read. */
export interface ReadSheet {
  readonly rows: readonly SheetRow[];
  /** What is said of the file as a whole; `''` = nothing. */
  readonly remark: string;
  /** The rows that cannot be taken, each with the reason in a last column, in the file's own kind; `null` = there are none. */
  readonly returned: { readonly name: string; readonly bytes: string } | null;
}

/** Longest file that is read, in bytes. */
export const longestSheet = 600 * 1024;
export const mostSheetRows = 2000;
/** How much text the rows of one answer may hold, as they are and as they are asked for: a sheet that was packed well may hold any amount. */
export const mostSheetText = 8_000_000;
