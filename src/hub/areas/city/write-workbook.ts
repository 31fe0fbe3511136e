import { writeTables } from '../export/write-xlsx.ts';
import type { SheetTable } from './sheet-table.ts';

/** A workbook of these sheets, all cells text; sheets without a table are left out. What is said of the whole stands in one of its own. */
export async function writeWorkbook(
  sheets: readonly { readonly name: string; readonly table: SheetTable | null }[],
  remark: string,
): Promise<Uint8Array> {
  const tables = sheets.flatMap(({ name, table }) => (table ? [{ name, ...table }] : []));
  const told = { name: '处理说明', heads: ['说明'], rows: [[remark]] };
  const pieces: Uint8Array[] = [];
  for await (const piece of writeTables(remark === '' ? tables : [...tables, told]))
    pieces.push(piece);
  return Buffer.concat(pieces);
}
