import ExcelJS from 'exceljs';
import Papa from 'papaparse';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKnowledge } from '../../../src/hub/seed/create-knowledge.ts';
import type { KnowledgeOrder } from '../../../src/shared/contract/exports/schemas.ts';
import { entryColumns } from '../../../src/shared/domain/knowledge/entry-sheet.ts';
import type { SheetRow } from '../../../src/shared/domain/knowledge/sheet-rows.ts';
import { sheetFaultWords } from '../../../src/shared/domain/knowledge/sheet-words.zh-cn.ts';
import { fetchExport, sha256 } from '../../support/export-orders.ts';
import { type SignedInDesk, codeOf, signInAt } from '../../support/hub-client.ts';
import { testSeed } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const entries = createKnowledge(Date.UTC(2026, 5, 12));
let hub: RunningHub;
let lead: SignedInDesk;
beforeEach(async () => {
  hub = await startTestHub({ ...testSeed(), knowledge: entries });
  lead = await signInAt(hub.url(), '2001');
});
afterEach(() => hub.stop());

const exported = async (format: KnowledgeOrder['format']) => {
  const { exportId } = await lead.client.exports.knowledge({ format, reason: '年度整理' });
  return fetchExport(`${hub.url()}/exports/${exportId}`, lead.token);
};
const read = (bytes: Uint8Array, name = '知识库.csv') =>
  lead.client.knowledge.readSheet({ name, bytes: Buffer.from(bytes).toString('base64') });
const csv = (rows: readonly Readonly<Record<string, string>>[], heads: readonly string[]) =>
  Buffer.from(
    `\ufeff${Papa.unparse({ fields: [...heads], data: rows.map((row) => heads.map((head) => row[head] ?? '')) })}`,
  );
const outcomes = (rows: readonly SheetRow[]) => rows.map(({ outcome }) => outcome);
/** As the page does it. */
const take = async ({ proposalId, proposeId, acceptId, entryId, over, after, why }: SheetRow) => {
  const text = {
    ...after,
    synonyms: [...after.synonyms],
    wording: { ...after.wording, toConfirm: [...after.wording.toConfirm] },
  };
  const asks = { kind: 'text', text } as const;
  await lead.client.knowledge.propose({
    commandId: proposeId,
    act: { kind: 'propose', proposalId, entryId, base: over, asks, why },
  });
  await lead.client.knowledge.decide({
    commandId: acceptId,
    act: { kind: 'accept', proposalId, text, over },
  });
};
const told = async () => {
  const { changes } = await lead.client.changes.pull({ since: 0, limit: 500 });
  return changes.flatMap((change) => (change.entity === 'knowledge' ? [change.body] : []));
};

describe('the knowledge base as a sheet', () => {
  it.each(['xlsx', 'csv', 'csvGb18030'] as const)(
    'goes out and comes in again with nothing changed: %s',
    async (format) => {
      const { bytes, end } = await exported(format);
      expect(end).toMatchObject({ rows: entries.length, sha256: sha256(bytes) });
      const sheet = await read(bytes, format === 'xlsx' ? '知识库.xlsx' : '知识库.csv');
      expect(sheet.remark).toBe('');
      expect(sheet.rows).toHaveLength(entries.length);
      expect(new Set(outcomes(sheet.rows))).toEqual(new Set(['same']));
      expect(sheet.returned).toBeNull();
    },
  );

  it('is in the audit with its reason', async () => {
    await exported('xlsx');
    const { lines } = await lead.client.audit.list({
      before: null,
      from: null,
      to: null,
      action: 'knowledgeExported',
      workNo: null,
      deskId: null,
      subjectId: null,
      limit: 10,
    });
    expect(lines).toMatchObject([{ workNo: '2001', detail: expect.stringContaining('年度整理') }]);
  });

  it('good rows are taken as versions and nothing twice; bad ones come back with the reason', async () => {
    const [first, second] = entries;
    const no = [first?.entryNo ?? '', second?.entryNo ?? ''];
    const fresh = {
      标题: '智能水表换表预约',
      分类: '水费 / 水表',
      口播: '可以预约换表时间。',
      答复记录: '已告知换表预约办法。',
      来源: '行业惯例',
      审核科室: '供水管理科',
    };
    const heads = ['编号', '标题', '分类', '口播', '答复记录', '来源', '审核科室'];
    const rows = [
      { ...fresh, 编号: no[0] ?? '', 标题: '改过的标题' },
      fresh,
      fresh,
      { ...fresh, 编号: 'K-9999' },
      { ...fresh, 编号: no[1] ?? '', 分类: '供水问题', 口播: '' },
    ];
    // Another person's sheet: titles above the heads, the cells in GB 18030 or not, it is read the same.
    const bytes = Buffer.concat([
      Buffer.from('\ufeff知识库条目\r\n'),
      csv(rows, heads).subarray(3),
    ]);
    const sheet = await read(bytes);
    expect(outcomes(sheet.rows)).toEqual(['changed', 'new', 'bad', 'bad', 'bad']);
    expect(sheet.rows.map(({ faults }) => faults)).toEqual([
      [],
      [],
      ['twice'],
      ['unknownNo'],
      ['category', 'spoken'],
    ]);
    const returned = Buffer.from(sheet.returned?.bytes ?? '', 'base64').toString('utf8');
    const back = Papa.parse<string[]>(returned.replace(/^\ufeff/, ''), { skipEmptyLines: true });
    expect(back.data[0]).toEqual([...heads, '处理结果']);
    expect(back.data.slice(1).map((row) => row.at(-1))).toEqual([
      `未收：${sheetFaultWords.twice}`,
      `未收：${sheetFaultWords.unknownNo}`,
      `未收：${sheetFaultWords.category}；${sheetFaultWords.spoken}`,
    ]);
    const before = await told();
    expect(before).toHaveLength(entries.length);
    for (const row of sheet.rows.slice(0, 2)) await take(row);
    // The line broke, and it was pressed again.
    for (const row of sheet.rows.slice(0, 2)) await take(row);
    const after = await told();
    expect(after).toHaveLength(entries.length + 1);
    const changed = after.find(({ entryNo }) => entryNo === no[0]);
    expect(changed).toMatchObject({
      version: (first?.version ?? 0) + 1,
      title: '改过的标题',
      // The sheet has no column for it.
      body: first?.body,
      written: { proposedBy: '2001', acceptedBy: '2001', why: '导入 知识库.csv' },
    });
    expect(after.find(({ title }) => title === fresh.标题)).toMatchObject({
      entryNo: 'K-5001',
      version: 1,
    });
    const again = await read(bytes);
    expect(outcomes(again.rows)).toEqual(['same', 'same', 'bad', 'bad', 'bad']);
    expect(await told()).toHaveLength(after.length);
  });

  it('a workbook of an office is read, and what is none says what to do', async () => {
    const book = new ExcelJS.Workbook();
    const tab = book.addWorksheet('条目');
    tab.addRow(['水务知识库（内部）']);
    tab.addRow([...entryColumns]);
    const day = new Date(Date.UTC(2027, 5, 30));
    tab.addRow([
      '',
      '新条目',
      '停水',
      '对外',
      '说',
      '记',
      '需交办',
      '',
      '没水、停水',
      '',
      '惯例',
      '供水科',
      day,
    ]);
    const sheet = await read(Buffer.from(await book.xlsx.writeBuffer()), '条目.xlsx');
    expect(sheet.rows).toMatchObject([
      { outcome: 'new', after: { title: '新条目', categoryCode: 'supply.outage' } },
    ]);
    expect(sheet.rows[0]?.after.wording.reviewOn).toBe('2027-06-30');
    expect(sheet.rows[0]?.after.synonyms).toEqual(['没水', '停水']);
    expect((await read(Buffer.from('不是表'), '条目.xlsx')).remark).toMatch(/不是 Excel/);
    expect((await read(Buffer.from('甲,乙\n1,2\n'))).remark).toMatch(/找不到表头/);
    const agent = await signInAt(hub.url(), '1001');
    expect(await codeOf(agent.client.exports.knowledge({ format: 'csv', reason: '看看' }))).toBe(
      'hub.forbidden',
    );
  });

  it('a cell that is too long or damaged is told at its row, and the others are read', async () => {
    const [first, second, third] = entries;
    const heads = ['编号', '标题', '口播', '生效日期'];
    const said = { 标题: '好', 口播: '说', 生效日期: '' };
    const sheet = await read(
      csv(
        [
          { ...said, 编号: first?.entryNo ?? '' },
          { ...said, 编号: second?.entryNo ?? '', 标题: '题'.repeat(300), 口播: '字'.repeat(4001) },
          { ...said, 编号: 'K-0101（这一条我改过，请看一看）' },
          { ...said, 编号: third?.entryNo ?? '', 生效日期: '1900-01-01' },
        ],
        heads,
      ),
    );
    expect(sheet.rows.map(({ outcome, faults }) => [outcome, faults[0]])).toEqual([
      ['changed', undefined],
      ['bad', 'tooLong'],
      ['bad', 'unknownNo'],
      ['bad', 'validFrom'],
    ]);
  });

  it('what of a file is not read is said: sheets, columns, and a second one of a name', async () => {
    const book = new ExcelJS.Workbook();
    const long = '很长的名字'.repeat(5);
    for (let no = 1; no <= 20; no += 1) book.addWorksheet(`${long}${no}`, { state: 'hidden' });
    for (const [at, name] of ['条目', '条目二'].entries()) {
      const tab = book.addWorksheet(name);
      tab.addRow(['编号', '标题', '口播话术', '标题']);
      tab.addRow([entries[at]?.entryNo, '新标题', '说', '旧标题']);
    }
    const { rows, remark } = await read(Buffer.from(await book.xlsx.writeBuffer()), '条目.xlsx');
    expect(rows).toMatchObject([{ outcome: 'changed', after: { title: '新标题' } }]);
    expect(remark).toMatch(
      /没有读取：条目二；这些列没有读取：口播话术、标题；隐藏的工作表没有读取：/,
    );
  });

  it('two new entries of one title are one, and an entry whose days are over is what it is', async () => {
    const fresh = {
      分类: '停水',
      适用范围: '对外',
      处理方式: '需交办',
      答复记录: '记',
      来源: '惯例',
      审核科室: '供水科',
      复核日期: '2027-06-30',
    };
    const heads = ['编号', '标题', '口播', ...Object.keys(fresh)];
    const named = { ...fresh, 标题: '新条目' };
    const twice = await read(
      csv(
        [
          { ...named, 口播: '甲' },
          { ...named, 口播: '乙' },
        ],
        heads,
      ),
    );
    expect(twice.rows.map(({ faults }) => faults)).toEqual([[], ['twice']]);
    const { bytes } = await exported('csv');
    hub.clock.advance(3 * 365 * 86_400_000);
    const late = await signInAt(hub.url(), '2001');
    const asked = { name: '知识库.csv', bytes: Buffer.from(bytes).toString('base64') };
    const { rows } = await late.client.knowledge.readSheet(asked);
    expect(new Set(outcomes(rows))).toEqual(new Set(['same']));
  });
});
