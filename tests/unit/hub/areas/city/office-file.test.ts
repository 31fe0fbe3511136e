import { ZipWriter, Uint8ArrayWriter, TextReader, configure } from '@zip.js/zip.js';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isOfficeFile,
  readOfficeFile,
  writeOfficeFile,
} from '../../../../../src/hub/areas/city/office-file.ts';
import { writeTables } from '../../../../../src/hub/areas/export/write-xlsx.ts';

configure({ useWebWorkers: false });
const needed = ['编号', '内容'];

type Fill = (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void;

/** A workbook as another library writes it. */
async function aBook(fill: Fill): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('派件'), book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

const read = async (fill: Fill) => readOfficeFile('a.xlsx', await aBook(fill), needed);
const rowsOf = async (fill: Fill) => (await read(fill)).sheets.map(({ table }) => table?.rows);
const remarkOf = async (bytes: Uint8Array | null, name = 'a.xlsx') =>
  (await readOfficeFile(name, bytes, needed)).remark;

/** A zip with these parts, as `[path, text]`. */
async function aZip(
  parts: readonly (readonly [string, string])[],
  options: { password?: string } = {},
): Promise<Uint8Array> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), options);
  for (const [path, text] of parts) await zip.add(path, new TextReader(text));
  return zip.close();
}

const start = [
  ['[Content_Types].xml', '<Types/>'],
  [
    'xl/workbook.xml',
    '<workbook xmlns:r="x"><sheets><sheet name="派件" r:id="rId1"/></sheets></workbook>',
  ],
  [
    'xl/_rels/workbook.xml.rels',
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
  ],
] as const;
const sheetOf = (rows: string) =>
  [
    ...start,
    ['xl/worksheets/sheet1.xml', `<worksheet><sheetData>${rows}</sheetData></worksheet>`],
  ] as const;

describe('a workbook of an office', () => {
  it('has its heads below a title, merged over two rows, with blank rows between', async () => {
    const rows = await rowsOf((sheet) => {
      sheet.addRow(['12345 派件清单（6 月）']);
      sheet.mergeCells(1, 1, 1, 4);
      sheet.addRow([]);
      sheet.addRow(['编号', '内 容', '诉求人', '']);
      sheet.addRow(['', '', '姓名', '电话']);
      sheet.mergeCells(3, 3, 3, 4);
      sheet.addRow(['WH1', '停水', '某先生', '02780001234']);
      sheet.addRow([]);
      sheet.addRow(['WH2', '积水', '某女士', '19900000123']);
    });
    expect(rows).toEqual([
      [
        ['WH1', '停水', '某先生', '02780001234'],
        ['WH2', '积水', '某女士', '19900000123'],
      ],
    ]);
  });

  it('shows dates as Excel does, numbers whole, and what Excel has damaged as damaged', async () => {
    const rows = await rowsOf((sheet) => {
      sheet.addRow(['编号', '内容', '时间', '日', '数', '长', '式', '真', '错']);
      const row = sheet.addRow([
        202606120001,
        '  水压低  ',
        46185.4,
        46185,
        0.5,
        1.2345678901234566e17,
      ]);
      row.getCell(3).numFmt = 'yyyy"年"m"月"d"日" h:mm:ss';
      row.getCell(4).numFmt = 'yyyy/m/d';
      row.getCell(7).value = { formula: 'A2&"x"', result: 'WHx' };
      row.getCell(8).value = true;
      row.getCell(9).value = { error: '#N/A' };
    });
    expect(rows).toEqual([
      [
        [
          '202606120001',
          '  水压低  ',
          '2026-06-12 09:36:00',
          '2026-06-12',
          '0.5',
          '1.2345678901234566e+17',
          'WHx',
          '1',
          '#N/A',
        ],
      ],
    ]);
  });

  it('is read sheet by sheet; what is hidden is not, and is named', async () => {
    const file = await read((sheet, book) => {
      sheet.addRow(['编号', '内容']);
      sheet.addRow(['WH1', '一']);
      const second = book.addWorksheet('补派');
      second.addRow(['编号', '内容', '处理结果']);
      second.addRow(['WH2', '二', '已收']);
      book.addWorksheet('说明').addRow(['请当日签收']);
      book.addWorksheet('旧', { state: 'hidden' }).addRow(['编号', '内容']);
      book.addWorksheet('更旧', { state: 'veryHidden' }).addRow(['编号', '内容']);
    });
    expect(file.sheets.map(({ name, table }) => [name, table?.rows.length])).toEqual([
      ['派件', 1],
      ['补派', 1],
      ['说明', undefined],
    ]);
    expect(file.remark).toBe('隐藏的工作表没有读取：旧、更旧');
    const { bytes } = await writeOfficeFile(file, [['已收'], ['已收过']]);
    const back = new ExcelJS.Workbook();
    await back.xlsx.load(new Uint8Array(Buffer.from(bytes)).buffer);
    expect(back.worksheets.map(({ name }) => name)).toEqual(['派件', '补派', '处理说明']);
    expect(back.getWorksheet('补派')?.getRow(2).values).toEqual([undefined, 'WH2', '二', '已收过']);
    expect(back.getWorksheet('派件')?.getCell('C1').value).toBe('处理结果');
  });

  it('of rich text, of text in its cells, and of what our own writer makes', async () => {
    const rich = await rowsOf((sheet) => {
      sheet.addRow(['编号', '内容']);
      sheet.addRow(['WH1', { richText: [{ text: '停' }, { font: { bold: true }, text: '水' }] }]);
    });
    expect(rich).toEqual([[['WH1', '停水']]]);
    const text = fc.string({ unit: 'binary', minLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { maxLength: 9 }), async (given) => {
        const rows = given.map(([a, b]) => [`x${a}`, b] as const);
        const parts = [];
        for await (const part of writeTables([{ name: '派件', heads: needed, rows }]))
          parts.push(part);
        const { sheets } = await readOfficeFile('a.xlsx', Buffer.concat(parts), needed);
        expect(sheets[0]?.table?.rows).toEqual(rows.map((row) => [...row]));
      }),
      { numRuns: 80 },
    );
  });
});

describe('what is no workbook, or too much of one,', () => {
  const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex');
  it('is refused with what to do', async () => {
    expect(await remarkOf(Buffer.concat([compound, Buffer.alloc(600)]))).toMatch(
      /旧版.*另存为 \.xlsx/,
    );
    const locked = Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]);
    expect(await remarkOf(locked)).toMatch(/去掉密码/);
    expect(await remarkOf(Buffer.from('<html><table>'))).toMatch(/不是 Excel 工作簿/);
    expect(await remarkOf(Buffer.alloc(0))).toMatch(/不是 Excel 工作簿/);
    expect(await remarkOf(await aZip([['word/document.xml', '<x/>']]))).toMatch(/不是 Excel/);
    expect(await remarkOf(null)).toMatch(/20 MB/);
    expect(await remarkOf(await aZip([...start], { password: 'x' }))).toMatch(/去掉密码/);
    const whole = await aBook((sheet) => sheet.addRow(['编号', '内容']));
    expect(await remarkOf(whole.subarray(0, whole.byteLength / 2))).toMatch(/不完整/);
    expect(await remarkOf(await aBook((sheet) => sheet.addRow(['什么'])))).toMatch(/找不到表头/);
  });

  it('is not unpacked when it grows out of all proportion, has too many parts, rows or columns', async () => {
    const bomb = await aZip([...start, ['xl/sharedStrings.xml', '0'.repeat(20_000_000)]]);
    expect(bomb.byteLength).toBeLessThan(100_000);
    const before = performance.now();
    expect(await remarkOf(bomb)).toMatch(/过大/);
    expect(performance.now() - before).toBeLessThan(200);
    const parts = Array.from({ length: 1001 }, (_, index) => [`x${index}`, ''] as const);
    expect(await remarkOf(await aZip([...start, ...parts]))).toMatch(/过大/);
    const rows = '<row r="1"/>'.repeat(100_021);
    expect(await remarkOf(await aZip(sheetOf(rows)))).toMatch(/过大/);
    expect(await remarkOf(await aZip(sheetOf('<row><c r="XFD1"><v>1</v></c></row>')))).toMatch(
      /过大/,
    );
  });

  it('is damaged when it has no XML, entities of its own, or cells without a place', async () => {
    for (const rows of ['<row><c r="A1">', '<row><c r="1"><v>1</v></c></row>', '&lol;'])
      expect(await remarkOf(await aZip(sheetOf(rows)))).toMatch(/不完整或已损坏/);
    const doctype = [
      ...start,
      ['xl/worksheets/sheet1.xml', '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'],
    ] as const;
    expect(await remarkOf(await aZip(doctype))).toMatch(/不完整或已损坏/);
  });

  it('never ends the hub, whatever bytes it has', async () => {
    const whole = await aBook((sheet) => sheet.addRow(['编号', '内容']));
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: whole.byteLength - 1 }),
        fc.nat({ max: 255 }),
        async (at, byte) => {
          const bytes = Uint8Array.from(whole);
          bytes[at] = byte;
          expect(typeof (await readOfficeFile('a.xlsx', bytes, needed)).remark).toBe('string');
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is not looked at when it is what Excel keeps beside an open file', () => {
    expect(['a.xlsx', 'B.XLS', 'c.csv', '~$a.xlsx', 'a.docx'].map(isOfficeFile)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
