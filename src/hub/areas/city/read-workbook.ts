import { dateText, isDateFormat, numberText, unescapedText } from './cell-values.ts';
import { type OpenedWorkbook, WorkbookRefused, openWorkbook } from './open-workbook.ts';
import { readXml } from './workbook-xml.ts';

export interface WorkbookSheet {
  readonly name: string;
  /** All cells as text, also blank rows. */
  readonly rows: readonly (readonly string[])[];
}

export interface Workbook {
  /** In the order of their tabs. */
  readonly sheets: readonly WorkbookSheet[];
  /** Names of those that were put out of sight; they are not read. */
  readonly hidden: readonly string[];
}

export interface WorkbookLimits {
  readonly rows: number;
  readonly columns: number;
}

/** Different texts of a workbook, and their length in all. */
const mostStrings = 2_000_000;
const mostText = 100_000_000;

/**
 * Reads what is visible of an .xlsx file, row by row out of the zip; nothing is written to disk, and no formula is calculated: what
 * Excel has calculated last counts. Throws `WorkbookRefused`.
 */
export async function readWorkbook(bytes: Uint8Array, limits: WorkbookLimits): Promise<Workbook> {
  const book = await openWorkbook(bytes);
  try {
    const { tabs, isMac } = await readTabs(book);
    const known = { strings: await readStrings(book), dates: await readDateStyles(book), isMac };
    const sheets: WorkbookSheet[] = [];
    for (const { name, path, isHidden } of tabs)
      if (!isHidden) sheets.push({ name, rows: await readRows(book.pieces(path), known, limits) });
    return { sheets, hidden: tabs.filter((tab) => tab.isHidden).map(({ name }) => name) };
  } catch (error) {
    throw error instanceof WorkbookRefused ? error : new WorkbookRefused('damaged');
  } finally {
    await book.close();
  }
}

interface Tab {
  readonly name: string;
  readonly path: string;
  readonly isHidden: boolean;
}

async function readTabs(book: OpenedWorkbook): Promise<{ tabs: Tab[]; isMac: boolean }> {
  const targets = new Map<string, string>();
  await readXml(book.pieces('xl/_rels/workbook.xml.rels'), {
    open(name, { Id = '', Target = '' }) {
      if (name === 'Relationship') targets.set(Id, pathOf(Target));
    },
  });
  const tabs: Tab[] = [];
  let isMac = false;
  await readXml(book.pieces('xl/workbook.xml'), {
    open(element, { name = '', id = '', state = 'visible', date1904 = '0' }) {
      if (element === 'workbookPr') isMac = ['1', 'true'].includes(date1904);
      if (element !== 'sheet') return;
      const path = targets.get(id);
      // A sheet of charts has no rows.
      if (path?.includes('worksheets/'))
        tabs.push({ name: unescapedText(name), path, isHidden: state !== 'visible' });
    },
  });
  return { tabs, isMac };
}

function pathOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

async function readStrings(book: OpenedWorkbook): Promise<readonly string[]> {
  if (!book.has('xl/sharedStrings.xml')) return [];
  const strings: string[] = [];
  let length = 0;
  let text: string | null = null;
  // How a word is read aloud stands beside it in Japanese workbooks.
  let isAside = false;
  await readXml(book.pieces('xl/sharedStrings.xml'), {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') isAside = true;
    },
    text(piece) {
      if (text === null || isAside) return;
      text += piece;
      length += piece.length;
      if (length > mostText) throw new WorkbookRefused('tooLarge');
    },
    close(name) {
      if (name === 'rPh') isAside = false;
      if (name !== 'si' || text === null) return;
      strings.push(unescapedText(text));
      text = null;
      if (strings.length > mostStrings) throw new WorkbookRefused('tooLarge');
    },
  });
  return strings;
}

/** Of each style of cells: is it a date? */
async function readDateStyles(book: OpenedWorkbook): Promise<readonly boolean[]> {
  if (!book.has('xl/styles.xml')) return [];
  const codes = new Map<number, string>();
  const dates: boolean[] = [];
  let isOfCells = false;
  await readXml(book.pieces('xl/styles.xml'), {
    open(name, { numFmtId = '0', formatCode = '' }) {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode);
      if (name === 'cellXfs') isOfCells = true;
      if (name === 'xf' && isOfCells)
        dates.push(isDateFormat(Number(numFmtId), codes.get(Number(numFmtId))));
    },
    close(name) {
      if (name === 'cellXfs') isOfCells = false;
    },
  });
  return dates;
}

interface Known {
  readonly strings: readonly string[];
  readonly dates: readonly boolean[];
  readonly isMac: boolean;
}

async function readRows(
  pieces: AsyncIterable<Uint8Array>,
  known: Known,
  limits: WorkbookLimits,
): Promise<string[][]> {
  const rows: string[][] = [];
  let cell = { at: 0, type: 'n', style: 0 };
  let value = '';
  let isValue = false;
  let row: string[] = [];
  await readXml(pieces, {
    open(name, { r = '', t = 'n', s = '0' }) {
      if (name === 'row') row = [];
      if (name === 'c') {
        cell = { at: r === '' ? row.length : columnOf(r), type: t, style: Number(s) };
        value = '';
      }
      // Of a formula `f` is not read; of an inline text `rPh` is not there.
      if (name === 'v' || name === 't') isValue = true;
    },
    text(piece) {
      if (isValue) value += piece;
    },
    close(name) {
      if (name === 'v' || name === 't') isValue = false;
      if (name === 'c' && value !== '') {
        if (cell.at >= limits.columns) throw new WorkbookRefused('tooLarge');
        while (row.length < cell.at) row.push('');
        row[cell.at] = cellText(value, cell, known);
      }
      if (name !== 'row') return;
      rows.push(row);
      if (rows.length > limits.rows) throw new WorkbookRefused('tooLarge');
    },
  });
  return rows;
}

function cellText(
  value: string,
  { type, style }: { readonly type: string; readonly style: number },
  { strings, dates, isMac }: Known,
): string {
  switch (type) {
    case 's':
      return strings[Number(value)] ?? '';
    case 'n':
      return dates[style] === true ? dateText(value, isMac) : numberText(value);
    case 'd':
      return value.slice(0, 19).replace('T', ' ');
    default:
      return unescapedText(value);
  }
}

/** `C12` → 2. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '';
  if (letters === '') throw new WorkbookRefused('damaged');
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
