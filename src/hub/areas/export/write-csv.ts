import Papa from 'papaparse';
import { guardCell } from '../../../shared/spreadsheet-cell.ts';
import { createGb18030Encoder } from './gb18030.ts';
import type { Pieces, SheetSource } from './sheet-pieces.ts';

/** CSV as spreadsheets open it: lines end by CRLF, no cell is a formula (`spreadsheet-cell.ts`). UTF-8 with its mark, or GB 18030. */
export async function* writeCsv(
  { heads, rows }: Pick<SheetSource, 'heads' | 'rows'>,
  encoding: 'utf8' | 'gb18030',
): Pieces {
  const encode = encoding === 'utf8' ? encodeUtf8 : createGb18030Encoder();
  yield encode(`${encoding === 'utf8' ? '\ufeff' : ''}${lines([heads])}`);
  for await (const piece of rows) if (piece.length > 0) yield encode(lines(piece));
}

function lines(rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? cell : guardCell(cell))),
  );
  return `${Papa.unparse(cells, { newline: '\r\n' })}\r\n`;
}

function encodeUtf8(text: string): Buffer {
  return Buffer.from(text, 'utf8');
}
