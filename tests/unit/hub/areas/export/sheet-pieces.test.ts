import ExcelJS from 'exceljs';
import fc from 'fast-check';
import Papa from 'papaparse';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import { createGb18030Encoder } from '../../../../../src/hub/areas/export/gb18030.ts';
import type { SheetSource } from '../../../../../src/hub/areas/export/sheet-pieces.ts';
import { wrapText } from '../../../../../src/hub/areas/export/wrap-text.ts';
import { writeCsv } from '../../../../../src/hub/areas/export/write-csv.ts';
import { writePdf } from '../../../../../src/hub/areas/export/write-pdf.ts';
import { writeXlsx } from '../../../../../src/hub/areas/export/write-xlsx.ts';
import { readPrintFont } from '../../../../../src/shared/node/print-font.ts';
import { unguardCell } from '../../../../../src/shared/spreadsheet-cell.ts';

type Rows = readonly (readonly (string | number)[])[];

function aSource(rows: Rows, heads = ['编号', '内容', '次数']): SheetSource {
  async function* pieces() {
    for (let from = 0; from < rows.length; from += 7) yield rows.slice(from, from + 7);
  }
  const about = [['导出人', '工号 2001']] as const;
  return { name: '工单', heads, widths: [20, 40, 8], total: rows.length, rows: pieces(), about };
}

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts = [];
  for await (const piece of pieces) parts.push(piece);
  return Buffer.concat(parts);
}

/** Whole characters, from every plane and every corner. */
const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom('=', "'", '"', ',', '\r', '\n', '水', '𠮷', '😀', '_x0041_', '\u0007'),
  }),
  fc.stringMatching(/^0?\d{0,18}$/),
);
const someRows = fc.array(fc.tuple(cell, cell, fc.nat()), { maxLength: 20 });

/** Of a text cell in the second reader, which leaves `_x0007_` as it stands. */
function cellText(value: ExcelJS.CellValue): string {
  return (typeof value === 'string' ? value : '').replaceAll(
    /_x([0-9A-F]{4})_/g,
    (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)),
  );
}

async function opened(bytes: Buffer): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array(bytes).buffer);
  return book;
}

describe('an Excel workbook', () => {
  it('gives every cell back as text, counts as numbers, read by another library', async () => {
    await fc.assert(
      fc.asyncProperty(someRows, async (rows) => {
        const book = await opened(await whole(writeXlsx(aSource(rows))));
        expect(book.worksheets.map(({ name }) => name)).toEqual(['工单', '说明']);
        const sheet = book.worksheets[0];
        const found = rows.map((row, index) =>
          row.map((given, column) => {
            const { value, type } = sheet?.getCell(index + 2, column + 1) ?? {};
            expect(type).not.toBe(ExcelJS.ValueType.Formula);
            return typeof given === 'number' ? value : cellText(value ?? null);
          }),
        );
        expect(found).toEqual(rows.map((row) => [...row]));
      }),
      { numRuns: 60 },
    );
  });

  it('goes on in another sheet beyond what one holds, and says what it is in the last', async () => {
    const rows = Array.from({ length: 25 }, (_, index) => [`SW-${index}`, '水', index] as const);
    const book = await opened(await whole(writeXlsx(aSource(rows), 10)));
    expect(book.worksheets.map(({ name, rowCount }) => [name, rowCount])).toEqual([
      ['工单 1', 11],
      ['工单 2', 11],
      ['工单 3', 6],
      ['说明', 2],
    ]);
    expect(book.worksheets[2]?.getCell('A2').value).toBe('SW-20');
    expect(book.worksheets[3]?.getCell('B2').value).toBe('工号 2001');
  });

  it('cuts what no cell holds, and says so there', async () => {
    const rows = [['x', '水'.repeat(40_000), 1]] as const;
    const book = await opened(await whole(writeXlsx(aSource(rows))));
    const text = cellText(book.worksheets[0]?.getCell('B2').value ?? null);
    expect(text.length).toBeLessThanOrEqual(32_767);
    expect(text).toContain('全文 40000 字');
  });

  it('fails when its rows fail, and is no file then', async () => {
    async function* rows(): AsyncGenerator<string[][]> {
      yield [['a', 'b', 'c']];
      throw new Error('the database is gone');
    }
    const source = { ...aSource([]), total: 500, rows: rows() };
    await expect(whole(writeXlsx(source))).rejects.toThrow('the database is gone');
    const font = await readPrintFont();
    const again = { ...aSource([]), rows: rows() };
    await expect(whole(writePdf(again, { title: 'x', font }))).rejects.toThrow('is gone');
  });
});

/** GB 18030 has no bytes for some of the private use area. */
const encodable = (text: string) => text.replaceAll(/[\ue000-\uf8ff]/g, '');

describe('a CSV file', () => {
  it.each(['utf8', 'gb18030'] as const)('in %s gives every cell back', async (encoding) => {
    await fc.assert(
      fc.asyncProperty(someRows, async (given) => {
        const rows = given.map(([a, b, n]) => [encodable(a), encodable(b), n] as const);
        const bytes = await whole(writeCsv(aSource(rows), encoding));
        const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
        const { data } = Papa.parse<string[]>(text.replace(/\r\n$/, ''), { newline: '\r\n' });
        expect(data.map((row) => row.map(unguardCell))).toEqual([
          ['编号', '内容', '次数'],
          ...rows.map((row) => row.map(String)),
        ]);
      }),
      { numRuns: 100 },
    );
  });

  it('has the mark by which Excel knows UTF-8', async () => {
    const bytes = await whole(writeCsv(aSource([]), 'utf8'));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('in GB 18030 has every character that there is', () => {
    const encode = createGb18030Encoder();
    const decoder = new TextDecoder('gb18030', { fatal: true });
    const lost = [];
    for (let point = 0; point <= 0x10ffff; point += point < 0x10000 ? 1 : 97) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const text = String.fromCodePoint(point);
      const back = decoder.decode(encode(text));
      if (back === text) continue;
      expect(back).toBe('\ufffd');
      lost.push(point);
    }
    // Those that the decoder itself has no bytes for: private use, since GB 18030-2022 they have places of their own.
    expect(lost).toHaveLength(19);
    expect(lost.every((point) => point >= 0xe000 && point <= 0xf8ff)).toBe(true);
  });
});

describe('a PDF', () => {
  const font = readPrintFont();
  const textOf = async (bytes: Buffer) => {
    const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
    const doc = await task.promise;
    const pages = [];
    for (let number = 1; number <= doc.numPages; number += 1) {
      const { items } = await (await doc.getPage(number)).getTextContent();
      pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''));
    }
    await task.destroy();
    return pages;
  };

  it('can be read and searched in Chinese, has its heads on every page, and says where it ends', async () => {
    const rows = Array.from(
      { length: 120 },
      (_, index) => [`SW20260612-${index}`, `江汉区新华路第${index}处积水`, index] as const,
    );
    const pages = await textOf(
      await whole(writePdf(aSource(rows), { title: '水务热线工单', font: await font })),
    );
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain('编号 内容 次数');
      expect(page).toContain(`第 ${index + 1} 页`);
    }
    const text = pages.join('');
    for (const [no, content] of rows) expect(text).toContain(`${no} ${content}`);
    expect(pages[0]).toContain('导出人：工号 2001');
    expect(pages.at(-1)).toContain('共 120 件，完');
    expect(pages[0]).not.toContain('完');
  });

  it('shows a mark for a character that its font does not have', async () => {
    const rows = [['😀', '水\u0007压', 1]] as const;
    const [page] = await textOf(
      await whole(writePdf(aSource(rows), { title: 'x', font: await font })),
    );
    expect(page).toContain('〓 水 压');
  });
});

describe('lines of a cell', () => {
  it('hold the whole text, in no wider lines than there is room', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 9 }), (text, width) => {
        const lines = wrapText(text, { width, most: Infinity, widthOf: () => 1 });
        expect(lines.join('')).toBe(text.replaceAll('\n', ''));
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('say how much is left out', () => {
    expect(wrapText('一二三四五六七', { width: 2, most: 2, widthOf: () => 1 })).toEqual([
      '一二',
      '…余 5 字见系统',
    ]);
  });
});
