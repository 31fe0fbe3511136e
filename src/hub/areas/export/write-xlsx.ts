import type { ZipWriter } from '@zip.js/zip.js';
import { piecesOf, streamOf } from './zip-pieces.ts';
import type { Pieces, SheetSource } from './sheet-pieces.ts';
import {
  cellStyles,
  columnName,
  contentTypesXml,
  relationshipsXml,
  rowXml,
  sheetEndXml,
  sheetStartXml,
  stylesXml,
  workbookRelationshipsXml,
  workbookXml,
} from './xlsx-xml.ts';

/** Rows of a sheet of Excel, without the heads. */
const mostRows = 1_048_575;
/** From this width on a column holds texts of several lines. */
const wideFrom = 30;

/**
 * An Excel workbook, written while its rows are read: one sheet, and more sheets beyond what one holds; `说明` comes last. Every text is a
 * text there, whatever it begins with.
 */
export function writeXlsx(source: SheetSource, rowsPerSheet = mostRows): Pieces {
  return piecesOf((zip) => fill(zip, source, rowsPerSheet));
}

/** A workbook of tables that are there already, all their cells text. */
export function writeTables(
  tables: readonly {
    readonly name: string;
    readonly heads: readonly string[];
    readonly rows: readonly SheetRow[];
  }[],
): Pieces {
  return piecesOf((zip) =>
    addSheets(
      zip,
      tables.map(({ name, heads, rows }) => {
        const widths = heads.map(() => 18);
        return { name, xml: sheetXml({ heads, widths }, rowsOf([rows]), mostRows) };
      }),
    ),
  );
}

async function fill(
  zip: ZipWriter<unknown>,
  source: SheetSource,
  rowsPerSheet: number,
): Promise<void> {
  const sheets = Math.max(1, Math.ceil(source.total / rowsPerSheet));
  const rows = rowsOf(source.rows);
  await addSheets(zip, [
    ...Array.from({ length: sheets }, (_, index) => ({
      name: sheets === 1 ? source.name : `${source.name} ${index + 1}`,
      xml: sheetXml(source, rows, rowsPerSheet),
    })),
    { name: '说明', xml: aboutXml(source.about) },
  ]);
}

/** One after the other: of several that share their rows each begins where the one before has ended. */
async function addSheets(
  zip: ZipWriter<unknown>,
  sheets: readonly { readonly name: string; readonly xml: Texts }[],
): Promise<void> {
  const add = (name: string, text: Texts) => zip.add(name, streamOf(encoded(text)));
  await add('[Content_Types].xml', [contentTypesXml(sheets.length)]);
  await add('_rels/.rels', [relationshipsXml]);
  await add('xl/workbook.xml', [workbookXml(sheets.map(({ name }) => name))]);
  await add('xl/_rels/workbook.xml.rels', [workbookRelationshipsXml(sheets.length)]);
  await add('xl/styles.xml', [stylesXml]);
  for (const [index, { xml }] of sheets.entries())
    await add(`xl/worksheets/sheet${index + 1}.xml`, xml);
}

type Texts = AsyncIterable<string> | Iterable<string>;

/** Takes at most so many rows and leaves the others to the next sheet. */
async function* sheetXml(
  { heads, widths }: Pick<SheetSource, 'heads' | 'widths'>,
  rows: AsyncIterator<SheetRow>,
  most: number,
): AsyncGenerator<string, void, undefined> {
  yield sheetStartXml(widths);
  yield rowXml(heads, { row: 1, style: () => cellStyles.head });
  const style = (column: number) =>
    (widths[column] ?? 0) >= wideFrom ? cellStyles.lines : cellStyles.text;
  let written = 0;
  let text = '';
  while (written < most) {
    const next = await rows.next();
    if (next.done === true) break;
    written += 1;
    text += rowXml(next.value, { row: written + 1, style });
    if (text.length < pieceLength) continue;
    yield text;
    text = '';
  }
  yield text;
  yield sheetEndXml(`A1:${columnName(heads.length - 1)}${written + 1}`);
}

const pieceLength = 32 * 1024;
type SheetRow = readonly (string | number)[];

async function* rowsOf(
  pieces: AsyncIterable<readonly SheetRow[]> | Iterable<readonly SheetRow[]>,
): AsyncGenerator<SheetRow, void, undefined> {
  for await (const piece of pieces) yield* piece;
}

function* aboutXml(about: SheetSource['about']): Generator<string, void, undefined> {
  yield sheetStartXml([16, 80]);
  yield rowXml(['说明', ''], { row: 1, style: () => cellStyles.head });
  for (const [index, line] of about.entries())
    yield rowXml(line, { row: index + 2, style: () => cellStyles.lines });
  yield sheetEndXml(null);
}

async function* encoded(text: Texts): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of text) yield Buffer.from(piece);
}
