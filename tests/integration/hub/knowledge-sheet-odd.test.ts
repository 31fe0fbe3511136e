import Papa from 'papaparse';
import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entryColumns } from '../../../src/shared/domain/knowledge/entry-sheet.ts';
import { type SignedInDesk, signInAt } from '../../support/hub-client.ts';
import { testSeed } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const good = {
  标题: '智能水表换表预约',
  分类: '水费 / 水表',
  口播: '可以预约换表时间。',
  答复记录: '已告知换表预约办法。',
  处理方式: '可直接解答',
  来源: '行业惯例',
  审核科室: '供水管理科',
  适用范围: '对外',
  复核日期: '2027-06-30',
};
type Row = Readonly<Partial<Record<(typeof entryColumns)[number], string>>>;

/** One bad cell costs its row, never the sheet. */
describe('a sheet of entries with what nobody expects', () => {
  let hub: RunningHub;
  let lead: SignedInDesk;
  beforeEach(async () => {
    hub = await startTestHub(testSeed());
    lead = await signInAt(hub.url(), '2001');
  });
  afterEach(() => hub.stop());

  const read = (bytes: Uint8Array, name = '知识库.csv') =>
    lead.client.knowledge.readSheet({ name, bytes: Buffer.from(bytes).toString('base64') });
  const csv = (rows: readonly Row[]) =>
    Buffer.from(
      `\ufeff${Papa.unparse({ fields: [...entryColumns], data: rows.map((row) => entryColumns.map((head) => row[head] ?? '')) })}`,
    );

  it.each<[string, Row, string]>([
    ['a number longer than numbers are', { ...good, 编号: 'K'.repeat(300) }, 'unknownNo'],
    ['a title longer than titles are', { ...good, 标题: '题'.repeat(500) }, 'tooLong'],
    ['a text longer than texts are', { ...good, 背景与处置: '字'.repeat(30_000) }, 'tooLong'],
    ['too many words of citizens', { ...good, 市民说法: numbered(500) }, 'tooLong'],
    ['a word of citizens that is a sentence', { ...good, 市民说法: '水'.repeat(90) }, 'tooLong'],
    ['a name that every object has', { ...good, 处理方式: 'constructor' }, 'handling'],
    ['another one', { ...good, 处理方式: '__proto__' }, 'handling'],
    ['an end before the year 1970', { ...good, 有效期至: '1900-01-01' }, 'validUntil'],
    [
      'a number with marks that turn the reading direction',
      { ...good, 编号: '\u202eK-1' },
      'unknownNo',
    ],
    ['a date of no calendar', { ...good, 复核日期: '0000-00-00' }, 'reviewOn'],
  ])('%s', async (_, bad, fault) => {
    const sheet = await read(csv([bad, good]));
    expect(sheet.rows.map(({ outcome }) => outcome)).toEqual(['bad', 'new']);
    expect(sheet.rows[0]?.faults).toContain(fault);
    expect(sheet.returned?.name).toBe('知识库-未收的行.csv');
  });

  it('reads no more of it than an answer has room for', async () => {
    const book = new ExcelJS.Workbook();
    const tab = book.addWorksheet('条目');
    tab.addRow(['编号', '标题', '背景与处置']);
    // One text that a thousand rows share takes no room in the file.
    for (let at = 0; at < 1000; at += 1) tab.addRow(['', `条目 ${at}`, '字'.repeat(20_000)]);
    const bytes = Buffer.from(await book.xlsx.writeBuffer());
    expect(bytes.byteLength).toBeLessThan(100_000);
    const sheet = await read(bytes, '条目.xlsx');
    expect(JSON.stringify(sheet.rows).length).toBeLessThan(10_000_000);
    expect(sheet.remark).toBe(
      `只读取了前 ${sheet.rows.length} 行，另有 ${1000 - sheet.rows.length} 行请分成几个文件`,
    );
    expect(sheet.rows.length).toBeGreaterThan(100);
  });

  it('says so of hidden sheets, however many there are', async () => {
    const book = new ExcelJS.Workbook();
    const tab = book.addWorksheet('条目');
    tab.addRow([...entryColumns]);
    tab.addRow(['', good.标题]);
    for (let at = 10; at < 60; at += 1)
      book.addWorksheet(`${at}${'藏'.repeat(28)}`, { state: 'hidden' });
    const sheet = await read(Buffer.from(await book.xlsx.writeBuffer()), '条目.xlsx');
    expect(sheet.remark).toMatch(/^隐藏的工作表没有读取：10藏/);
    expect(sheet.rows).toHaveLength(1);
  });
});

function numbered(count: number): string {
  return Array.from({ length: count }, (_, at) => `说法${at}`).join('、');
}
