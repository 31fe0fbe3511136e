import { WorkbookRefused, type WorkbookFault } from './open-workbook.ts';
import { readWorkbook } from './read-workbook.ts';
import { type SheetTable, mostRows, readCsv, tableOf, writeSheet } from './sheet-table.ts';
import { writeWorkbook } from './write-workbook.ts';

/** A file as an office puts it into the folder: CSV, or a workbook with its sheets. */
export interface OfficeFile {
  readonly ending: '.csv' | '.xlsx';
  readonly sheets: readonly {
    readonly name: string;
    /** `null` = it has no row of heads: a cover, a note. */
    readonly table: SheetTable | null;
  }[];
  /** What is said of the file as a whole; `''` = nothing. */
  readonly remark: string;
}

/** The last column of a sheet that comes back. */
export const outcomeHead = '处理结果';

const widest = 500;
const noHeads = (needed: readonly string[]) =>
  `未收：找不到表头（要有${needed.map((head) => `“${head}”`).join('')}），或不是 CSV、Excel 文件`;
const brokenQuotes = (row: number) =>
  `未收：第 ${row} 行起双引号没有成对，各行分不开；请在 Excel 里打开核对，另存为 .xlsx 后重新放入`;

/** Named as one that is read; what Excel keeps beside an open file (`~$`) is none. */
export function isOfficeFile(name: string): boolean {
  return /\.(?:csv|xlsx|xls)$/i.test(name) && !name.startsWith('~$');
}

const faultWords: Readonly<Record<WorkbookFault, string>> = {
  oldExcel: '未收：这是旧版 Excel（.xls）文件，请在 Excel 里另存为 .xlsx 后重新放入',
  encrypted: '未收：文件设有密码，请去掉密码另存后重新放入',
  notExcel: '未收：内容不是 Excel 工作簿，请用 Excel 打开后另存为 .xlsx 再放入',
  tooLarge: '未收：文件过大（最多 20 MB、10 万行、500 列），请分成几个文件放入',
  damaged: '未收：文件不完整或已损坏，请在 Excel 里重新另存后放入',
};

/** `bytes` = `null`: it was too large to be read. Never throws: what is wrong with the file is its remark. */
export async function readOfficeFile(
  name: string,
  bytes: Uint8Array | null,
  needed: readonly string[],
): Promise<OfficeFile> {
  const refused = (remark: string): OfficeFile => ({ ending: '.csv', sheets: [], remark });
  if (bytes === null) return refused(faultWords.tooLarge);
  if (/\.csv$/i.test(name)) {
    const read = readCsv(bytes);
    if (read && read.brokenAt !== null) return refused(brokenQuotes(read.brokenAt));
    const table = read && tableOf(read.rows, needed);
    if (!table) return refused(noHeads(needed));
    return { ending: '.csv', sheets: [{ name, table }], remark: '' };
  }
  try {
    const { sheets, hidden } = await readWorkbook(bytes, { rows: mostRows, columns: widest });
    const read = sheets.map((sheet) => ({ name: sheet.name, table: tableOf(sheet.rows, needed) }));
    if (read.every(({ table }) => table === null)) return refused(noHeads(needed));
    const remark = hidden.length === 0 ? '' : `隐藏的工作表没有读取：${hidden.join('、')}`;
    return { ending: '.xlsx', sheets: read, remark };
  } catch (error) {
    if (error instanceof WorkbookRefused) return refused(faultWords[error.fault]);
    throw error;
  }
}

/** The file with what became of each row in its last column; `words` = of each row of each sheet. */
export async function writeOfficeFile(
  { ending, sheets, remark }: OfficeFile,
  words: readonly (readonly string[])[],
): Promise<{ readonly ending: string; readonly bytes: string | Uint8Array }> {
  const answered = sheets.map(({ name, table }, index) => ({
    name,
    table: table ? withOutcomes(table, words[index] ?? []) : null,
  }));
  const [first] = answered;
  if (ending === '.xlsx') return { ending, bytes: await writeWorkbook(answered, remark) };
  const table = first?.table ?? { heads: [outcomeHead], rows: [[remark]] };
  return { ending, bytes: writeSheet(table) };
}

function withOutcomes({ heads, rows }: SheetTable, words: readonly string[]): SheetTable {
  const kept = heads.flatMap((head, index) => (head === outcomeHead ? [] : [index]));
  return {
    heads: [...kept.map((at) => heads[at] ?? ''), outcomeHead],
    rows: rows.map((row, index) => [...kept.map((at) => row[at] ?? ''), words[index] ?? '']),
  };
}
