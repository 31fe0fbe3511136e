import Papa from 'papaparse';
import { guardFormula, unguardCell } from '../../../shared/spreadsheet-cell.ts';
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
 * is no such row, the text has no encoding, its rows cannot be told apart, or there is more of it than any sheet has.
 */
export function readSheet(bytes: Uint8Array, needed: readonly string[]): SheetTable | null {
  const read = readCsv(bytes);
  return read !== null && read.brokenAt === null ? tableOf(read.rows, needed) : null;
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

/** `brokenAt`: the row, from 1, from which on a quote without its other one makes one cell of what were rows; `null` = there is none. */
export function readCsv(
  bytes: Uint8Array,
): { readonly rows: readonly (readonly string[])[]; readonly brokenAt: number | null } | null {
  try {
    // Sheets that several hands have edited end their lines in several ways.
    const text = decodeText(bytes).replaceAll(/\r\n?/g, '\n');
    const { data, errors } = Papa.parse<string[]>(text, {
      newline: '\n',
      skipEmptyLines: 'greedy',
    });
    if (data.length > mostRows) return null;
    const broken = errors.find(({ type }) => type === 'Quotes');
    return {
      rows: data.map((row) => row.map(unguardCell)),
      brokenAt: broken ? (broken.row ?? 0) + 1 : null,
    };
  } catch {
    return null;
  }
}

function headOf(cell: string | undefined): string {
  return (cell ?? '').replaceAll(/\s/g, '');
}

/** CSV as spreadsheets open it: UTF-8 with its mark, lines ended by CRLF; no cell is a formula. */
export function writeSheet({ heads, rows }: SheetTable): string {
  const lines = [heads, ...rows].map((row) => row.map(guardFormula));
  return `\ufeff${Papa.unparse(lines, { newline: '\r\n' })}\r\n`;
}
