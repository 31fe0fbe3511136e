import type { Cell } from '../../../shared/domain/tickets/ticket-columns.ts';

/** A sheet that is written while its rows are read: nothing holds it whole. */
export interface SheetSource {
  /** Of its tab. */
  readonly name: string;
  readonly heads: readonly string[];
  /** How wide each column is, in characters of a spreadsheet. */
  readonly widths: readonly number[];
  /** How many rows there will be. */
  readonly total: number;
  /** In pieces of some hundred. */
  readonly rows: AsyncIterable<readonly (readonly Cell[])[]>;
  /** What stands with it, so that the paper says what it is: name and value. */
  readonly about: readonly (readonly [string, string])[];
}

/** The bytes of a file, piece by piece. Leaving early ends the work behind it. */
export type Pieces = AsyncGenerator<Uint8Array, void, undefined>;
