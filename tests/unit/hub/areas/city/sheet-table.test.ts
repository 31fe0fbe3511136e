import { describe, expect, it } from 'vitest';
import { readCsv, readSheet, writeSheet } from '../../../../../src/hub/areas/city/sheet-table.ts';

const needed = ['工单编号', '主要内容'];
const text = '工单编号,主要内容,电话\r\nWH1,"停水,一天",0278000\r\n';
const table = { heads: ['工单编号', '主要内容', '电话'], rows: [['WH1', '停水,一天', '0278000']] };
const utf8 = (content: string) => new TextEncoder().encode(content);
/** `工单编号,主要内容,电话 / WH1,"停水,一天",0278000` as office programs of Windows write it. */
const gbk = Uint8Array.from(
  Buffer.from(
    'b9a4b5a5b1e0bac52cd6f7d2aac4dac8dd2cb5e7bbb00d0a5748312c22cda3cbae2cd2bbccec222c303237383030300d0a',
    'hex',
  ),
);

describe('a sheet', () => {
  it.each([
    ['UTF-8', utf8(text)],
    ['UTF-8 with its mark', utf8(`\ufeff${text}`)],
    ['GB 18030', gbk],
    ['UTF-16', Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le'))],
    ['tabs', utf8(text.replace('"停水,一天"', '"停水,一天"').replaceAll(/,(?=主|电|"|0)/g, '\t'))],
  ])('is read in %s', (_name, bytes) => {
    expect(readSheet(bytes, needed)).toEqual(table);
  });

  it('may have a title and empty lines above its heads, and blanks in them', () => {
    const titled = `12345 派件清单,,\n,,\n 工单 编号,主要内容,电话\nWH1,"停水,一天",0278000\n,,\n`;
    expect(readSheet(utf8(titled), needed)).toEqual(table);
  });

  it('may have its heads merged over two rows', () => {
    const merged = '工单编号,主要内容,诉求人,\n,,姓名,电话\nWH1,停水,某先生,0278000\n';
    expect(readSheet(utf8(merged), needed)).toEqual({
      heads: ['工单编号', '主要内容', '姓名', '电话'],
      rows: [['WH1', '停水', '某先生', '0278000']],
    });
  });

  it('in which a quote has no other one has no rows that can be told apart', () => {
    for (const odd of ['"停水', '"停水"通知']) {
      const bytes = utf8(`工单编号,主要内容\nWH1,停水\nWH2,${odd}\nWH3,停电\n`);
      expect(readCsv(bytes)?.brokenAt).toBe(3);
      expect(readSheet(bytes, needed)).toBeNull();
    }
    expect(readSheet(utf8('工单编号,主要内容\nWH1,他说"停水"了\n'), needed)?.rows).toEqual([
      ['WH1', '他说"停水"了'],
    ]);
  });

  it('without the heads, or that is no text, is none', () => {
    expect(readSheet(utf8('a,b\n1,2\n'), needed)).toBeNull();
    expect(readSheet(Uint8Array.from([0x50, 0x4b, 3, 4, 0xff, 0xff, 0x80]), needed)).toBeNull();
    expect(readSheet(utf8(''), needed)).toBeNull();
  });

  it('that is written opens in a spreadsheet, holds no formula, and reads as it was', () => {
    const odd = {
      heads: table.heads,
      rows: [
        ['WH1', '=1+1', '+86 199'],
        ['WH2', '两行\n第二行', '@某'],
        ['WH3', '＝某', "'=1"],
      ],
    };
    const written = writeSheet(odd);
    expect(written.startsWith('\ufeff工单编号,主要内容,电话\r\n')).toBe(true);
    expect(written).not.toMatch(/(^|,|\n)"?[=+@]/);
    expect(readSheet(utf8(written), needed)).toEqual(odd);
    expect(readSheet(utf8(`${text}WH3,停水,="027"\n`), needed)?.rows[1]).toEqual([
      'WH3',
      '停水',
      '027',
    ]);
  });
});
