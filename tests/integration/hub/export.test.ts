import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import ExcelJS from 'exceljs';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/hub/open-store.ts';
import type { SheetOrder } from '../../../src/shared/contract/exports/schemas.ts';
import type { Ticket } from '../../../src/shared/domain/tickets/ticket.ts';
import { unguardCell } from '../../../src/shared/spreadsheet-cell.ts';
import { aSheetOrder, fetchExport, sha256 } from '../../support/export-orders.ts';
import { type SignedInDesk, codeOf, signInAt } from '../../support/hub-client.ts';
import { aTicket, testSeed } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const count = 1_500;

/** Tickets of two zones, in no order; one of them tries to calculate. */
function manyTickets(): Ticket[] {
  return Array.from({ length: count }, (_, index) => ({
    ...aTicket(randomUUID(), `SW20260612-${String(count - index).padStart(4, '0')}`),
    district: index % 2 === 0 ? '江汉区' : '武昌区',
    content: index === 0 ? '=HYPERLINK("x")' : `新华路第 ${index} 处积水，电话 02700000${index}`,
    requesterName: '张三',
    requesterNumber: '02700000123',
    numberKey: '+862700000123',
    openedAt: Date.UTC(2026, 5, 1) + index * 60_000,
    kind: index === 7 ? 'report' : 'help',
  }));
}

describe('exporting tickets at the hub', () => {
  let hub: RunningHub;
  let lead: SignedInDesk;
  beforeAll(async () => {
    hub = await startTestHub({ ...testSeed(), tickets: manyTickets() });
    lead = await signInAt(hub.url(), '2001');
  });
  afterAll(() => hub.stop());

  const order = async (patch: Partial<SheetOrder> = {}, by = lead) =>
    (await by.client.exports.sheet(aSheetOrder(patch))).exportId;
  const url = (exportId: string) => `${hub.url()}/exports/${exportId}`;
  const get = async (patch: Partial<SheetOrder> = {}) =>
    fetchExport(url(await order(patch)), lead.token);
  const rowsOf = (bytes: Buffer) =>
    Papa.parse<string[]>(bytes.toString('utf8').replace(/^\ufeff/, ''), {
      skipEmptyLines: true,
    }).data;
  const selection = (patch: Partial<SheetOrder['selection']>) => ({
    selection: { ...aSheetOrder().selection, ...patch },
  });
  const audit = async (subjectId: string) => {
    const { lines } = await lead.client.audit.list({
      before: null,
      from: null,
      to: null,
      action: null,
      workNo: null,
      deskId: null,
      subjectId,
      limit: 10,
    });
    return lines;
  };

  it('gives every ticket once, in the order asked for, with its chosen columns, names and numbers covered', async () => {
    const { bytes, end, progress } = await get({
      columns: ['ticketNo', 'content', 'requesterName', 'requesterNumber'],
    });
    const [heads, ...rows] = rowsOf(bytes);
    expect(heads).toEqual(['工单编号', '诉求内容', '诉求人', '联系电话']);
    const numbers = rows.map(([no = '']) => no);
    expect(numbers).toEqual([...new Set(numbers)].toSorted());
    expect(numbers).toHaveLength(count);
    expect(bytes.toString('utf8')).not.toMatch(/张三|02700000123|02700000\d/);
    expect(end).toMatchObject({ rows: count, byteLength: bytes.byteLength, sha256: sha256(bytes) });
    expect(progress.at(-1)).toEqual({ done: count, total: count });
    const formula = rows.at(-1)?.[1] ?? '';
    expect(formula).toBe('\'=HYPERLINK("x")');
    expect(unguardCell(formula)).toBe('=HYPERLINK("x")');
  });

  it('shows whole numbers where that was asked for with its reason, zeros and all', async () => {
    const { bytes } = await get({ shown: true, columns: ['requesterName', 'requesterNumber'] });
    expect(rowsOf(bytes)[1]).toEqual(['张三', '="02700000123"']);
  });

  it('takes the filters of the list, and a time', async () => {
    const rows = async (patch: Partial<SheetOrder['selection']>) =>
      (await get(selection(patch))).end?.rows;
    expect(await rows({ district: '江汉区' })).toBe(count / 2);
    // By its content, and by its number.
    expect(await rows({ text: '处积水 1477' })).toBe(2);
    expect(await rows({ text: '新华路积水', district: '武昌区' })).toBe(count / 2);
    expect(await rows({ text: '0270 0000 123' })).toBe(count);
    expect(await rows({ states: ['closed'] })).toBe(0);
    expect(await rows({ openedBy: '1002' })).toBe(0);
    const from = Date.UTC(2026, 5, 1) + 10 * 60_000;
    expect(await rows({ openedFrom: from, openedTo: from + 5 * 60_000 })).toBe(5);
  });

  it('gives a workbook that another library opens, with what it is', async () => {
    const { bytes, end } = await get({ format: 'xlsx' });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(new Uint8Array(bytes).buffer);
    expect(book.worksheets[0]?.rowCount).toBe(count + 1);
    const about = JSON.stringify(book.worksheets[1]?.getSheetValues());
    expect(about).toMatch(/工号 2001.*事由.*月度报表/s);
    expect(end?.fileName).toMatch(/^工单-\d{14}\.xlsx$/);
  });

  it('gives GB 18030, and a PDF', async () => {
    const chinese = await get({ format: 'csvGb18030' });
    const text = new TextDecoder('gb18030', { fatal: true }).decode(chinese.bytes);
    expect(text.startsWith('工单编号,')).toBe(true);
    const pdf = await get({ format: 'pdf' });
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.end?.rows).toBe(count);
  });

  it('is in the audit with reason, selection and hash, before and after; numbers in it are covered', async () => {
    const exportId = await order({
      ...selection({ text: '19900000123' }),
      reason: '给 19900000123 核对',
    });
    const { end } = await fetchExport(url(exportId), lead.token);
    const [ended, begun] = await audit(exportId);
    expect(begun).toMatchObject({ action: 'ticketsExported', workNo: '2001', code: null });
    expect(begun?.detail).toMatch(
      /事由：给 199\*+0123 核对；条件：含关键词（内容不记）；格式：CSV/,
    );
    expect(ended).toMatchObject({ action: 'exportEnded', workNo: '2001', code: null });
    expect(ended?.detail).toBe(
      `件数：${end?.rows}；字节：${end?.byteLength}；SHA-256：${end?.sha256}`,
    );
  });

  it('is for the lead alone, wants a reason, and is given out once, to the session that ordered it', async () => {
    const agent = await signInAt(hub.url(), '1001');
    expect(await codeOf(order({}, agent))).toBe('hub.forbidden');
    expect(await codeOf(order({ reason: '  ' }))).toBe('input.invalid');
    expect(await codeOf(order({ columns: [] }))).toBe('input.invalid');
    const exportId = await order();
    expect((await fetchExport(url(exportId), agent.token)).status).toBe(404);
    const elsewhere = await signInAt(hub.url(), '2001');
    expect((await fetchExport(url(exportId), elsewhere.token)).status).toBe(404);
    expect((await fetchExport(url(exportId), lead.token)).end).not.toBeNull();
    expect((await fetchExport(url(exportId), lead.token)).status).toBe(404);
    const late = await order();
    hub.clock.advance(5 * 60_000);
    lead = await signInAt(hub.url(), '2001');
    expect((await fetchExport(url(late), lead.token)).status).toBe(404);
  });

  it('that is cut off is no file, and the audit says so', async () => {
    const exportId = await order({ format: 'xlsx' });
    const response = await fetch(url(exportId), {
      headers: { authorization: `Bearer ${lead.token}` },
    });
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(first?.value?.byteLength).toBeGreaterThan(0);
    await reader?.cancel();
    await expect
      .poll(async () => (await audit(exportId))[0])
      .toMatchObject({ action: 'exportEnded', code: 'export.cut' });
  });

  it('a ticket that is printed is in the audit each time; a confidential one is printed by the lead alone', async () => {
    const store = await openStore(join(hub.dataFolder, 'hub.db'));
    const { tickets } = await store.tickets.after('', count);
    await store.close();
    const report = tickets.find(({ kind }) => kind === 'report')?.ticketId ?? '';
    const plain = tickets.find(({ kind }) => kind === 'help')?.ticketId ?? '';
    const agent = await signInAt(hub.url(), '1001');
    const print = (by: SignedInDesk, ticketId: string) => by.client.tickets.printed({ ticketId });
    await print(agent, plain);
    await print(agent, plain);
    expect(await codeOf(print(agent, report))).toBe('hub.forbidden');
    await print(lead, report);
    expect(await codeOf(print(lead, randomUUID()))).toBe('ticket.notFound');
    const rows = async (ticketId: string) =>
      (await audit(ticketId)).map(({ action, workNo }) => [action, workNo]);
    const printed = 'ticketPrinted';
    expect(await rows(plain)).toEqual([
      [printed, '1001'],
      [printed, '1001'],
    ]);
    expect(await rows(report)).toEqual([[printed, '2001']]);
  });

  it('whose end cannot be noted has no end', async () => {
    const exportId = await order();
    const database = new Database(join(hub.dataFolder, 'hub.db'));
    database.exec('ALTER TABLE audit RENAME TO audit_gone');
    const { end, failure } = await fetchExport(url(exportId), lead.token);
    database.exec('ALTER TABLE audit_gone RENAME TO audit');
    database.close();
    expect([end, failure]).toEqual([null, 'ipc.internal']);
  });
});

it('a PDF of more than anybody prints is refused', async () => {
  const hub = await startTestHub({
    ...testSeed(),
    tickets: Array.from({ length: 5001 }, (_, index) =>
      aTicket(randomUUID(), `SW20260613-${index}`),
    ),
  });
  try {
    const { client, token } = await signInAt(hub.url(), '2001');
    const { exportId } = await client.exports.sheet(aSheetOrder({ format: 'pdf' }));
    const { end, failure, bytes } = await fetchExport(`${hub.url()}/exports/${exportId}`, token);
    expect([end, failure, bytes.byteLength]).toEqual([null, 'export.tooManyForPdf', 0]);
  } finally {
    await hub.stop();
  }
});
