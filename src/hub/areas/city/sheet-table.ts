import Papa from 'papaparse';
import { decodeText } from '../../../shared/node/read-config-text.ts';

/** A sheet as an office keeps it: one row of heads, then one row for each matter. All cells are text. */
export interface SheetTable {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Titles, dates and groups of columns may stand above the heads. */
const mostAbove = 10;
/** A hundred thousand, and what stands above them. */
export const mostRows = 100_020;

/**
 * Reads CSV bytes: UTF-8 or UTF-16 with or without its mark, else GB 18030; comma, tab or semicolon. The heads are the first row that has
 * all columns of `needed`. Where heads were merged over two rows, what stands below them counts before the group above. `null` = there
 * is no such row, the text has no encoding, or there is more of it than any sheet has.
 */
export function readSheet(bytes: Uint8Array, needed: readonly string[]): SheetTable | null {
  const rows = parse(bytes);
  return rows && rows.length <= mostRows ? tableOf(rows, needed) : null;
}

/** The same of rows that somebody has read already; blank ones are left out. */
export function tableOf(
  all: readonly (readonly string[])[],
  needed: readonly string[],
): SheetTable | null {
  const rows = all.filter((row) => row.some((cell) => cell.trim() !== ''));
  for (const [index, row] of rows.slice(0, mostAbove).entries()) {
    const heads = row.map(headOf);
    if (!needed.every((column) => heads.includes(column))) continue;
    const below = rows[index + 1] ?? [];
    const isMerged = needed.every((column) => headOf(below[heads.indexOf(column)]) === '');
    if (!isMerged || below.every((cell) => headOf(cell) === ''))
      return { heads, rows: rows.slice(index + 1) };
    const width = Math.max(heads.length, below.length);
    const joined = Array.from({ length: width }, (_, at) => headOf(below[at]) || (heads[at] ?? ''));
    return { heads: joined, rows: rows.slice(index + 2) };
  }
  return null;
}

function parse(bytes: Uint8Array): readonly (readonly string[])[] | null {
  try {
    // Sheets that several hands have edited end their lines in several ways.
    const text = decodeText(bytes).replaceAll(/\r\n?/g, '\n');
    const { data } = Papa.parse<string[]>(text, { newline: '\n', skipEmptyLines: 'greedy' });
    return data.map((row) => row.map(withoutGuard));
  } catch {
    return null;
  }
}

function headOf(cell: string | undefined): string {
  return (cell ?? '').replaceAll(/\s/g, '');
}

/** What `writeSheet` has put before a cell that a spreadsheet would take for a formula; `="0123"` is how people keep zeros. */
function withoutGuard(cell: string): string {
  const kept = /^="([^"]*)"$/.exec(cell)?.[1];
  return kept ?? cell.replace(/^'(?=[=+\-@\t\r])/, '');
}

/** CSV as spreadsheets open it: UTF-8 with its mark, lines ended by CRLF; no cell is a formula. */
export function writeSheet({ heads, rows }: SheetTable): string {
  const fields = [...heads];
  const data = rows.map((row) => [...row]);
  return `\ufeff${Papa.unparse({ fields, data }, { escapeFormulae: true, newline: '\r\n' })}\r\n`;
}
