import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import Papa from 'papaparse';
import { readOfficeFile } from '../../src/hub/areas/city/office-file.ts';
import { openSheetExport } from '../../src/hub/areas/export/write-sheet-export.ts';
import { writeTables } from '../../src/hub/areas/export/write-xlsx.ts';
import { openStore } from '../../src/hub/open-store.ts';
import { shippedDepartments } from '../../src/shared/domain/office/departments.ts';
import {
  ticketColumnWords,
  ticketRow,
  usualColumns,
} from '../../src/shared/domain/tickets/ticket-columns.ts';
import type { Ticket } from '../../src/shared/domain/tickets/ticket.ts';
import { systemClock } from '../../src/shared/node/system-clock.ts';
import { aSheetOrder } from '../support/export-orders.ts';
import { aTicket } from '../support/hub-values.ts';

/** Works for `burdenOf`: each in a process of its own, which tells what it took and ends. */
const [name = '', rows = '0'] = process.argv.slice(2);
const count = Number(rows);
const folder = await mkdtemp(join(tmpdir(), 'bench-sheets-'));
const heads = usualColumns.map((column) => ticketColumnWords[column]);
const text = '市民反映新华路与青年路交叉口积水约 30 厘米，公交站台无法站人，要求尽快处理。';

function ticketOf(index: number): Ticket {
  const no = `SW20260612-${String(index).padStart(6, '0')}`;
  return { ...template, ticketId: randomUUID(), ticketNo: no, content: `${text}${index}` };
}
const template = { ...aTicket(), requesterNumber: '02700000123', requesterName: '某市民' };

async function filledStore() {
  const store = await openStore(join(folder, 'hub.db'));
  for (let from = 0; from < count; from += 2_000)
    await store.transaction(async ({ tickets }) => {
      for (let index = from; index < Math.min(count, from + 2_000); index += 1)
        await tickets.put(ticketOf(index));
    });
  return store;
}

/** Of the hub's own export: found, sorted, read, written. */
async function exported(format: 'csv' | 'xlsx'): Promise<() => Promise<number>> {
  const store = await filledStore();
  return async () => {
    const { signal } = new AbortController();
    const deps = { store, clock: systemClock, signal, onProgress: () => {} };
    const { pieces } = await openSheetExport(deps, aSheetOrder({ format }), {
      workNo: '2001',
      role: 'lead',
    });
    let bytes = 0;
    for await (const piece of pieces) bytes += piece.byteLength;
    return bytes;
  };
}

const rowsOfAll = () => Array.from({ length: count }, (_, index) => cellsOf(index));
const cellsOf = (index: number) =>
  ticketRow(ticketOf(index), usualColumns, { shown: false, departments: shippedDepartments }).map(
    String,
  );

const cityRows = function* () {
  for (let index = 0; index < count; index += 1)
    yield [`WH${index}`, '2026-06-12 15:50', 'SW0202', '19900000123', `${text}${index}`];
};
const cityHeads = ['ORDER_NO', 'DISPATCH_TIME', 'QUESTION_CODE', 'CALLER_PHONE', 'MAIN_CONTENT'];
const file = join(folder, 'sheet');

async function bookOnDisk(): Promise<void> {
  const parts = [];
  const table = { name: '派件', heads: cityHeads, rows: [...cityRows()] };
  for await (const part of writeTables([table])) parts.push(part);
  await writeFile(file, Buffer.concat(parts));
}

async function csvOnDisk(): Promise<void> {
  await writeFile(file, Papa.unparse({ fields: cityHeads, data: [...cityRows()] }));
}

async function readOurs(ending: string): Promise<number> {
  const bytes = await readFile(file);
  const { sheets, remark } = await readOfficeFile(`a.${ending}`, bytes, ['ORDER_NO']);
  if (sheets[0]?.table?.rows.length !== count) throw new Error(`not all rows: ${remark}`);
  return bytes.byteLength;
}

/** What is to be measured, after what has to be there first. */
const tasks: Readonly<Record<string, () => Promise<() => Promise<number>>>> = {
  'export.xlsx': () => exported('xlsx'),
  'export.csv': () => exported('csv'),
  // The peers have their rows already; ours finds them in a database.
  'export.exceljsStream': async () => async () => {
    const stream = createWriteStream(file);
    const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream });
    const sheet = book.addWorksheet('工单');
    sheet.addRow(heads).commit();
    for (let index = 0; index < count; index += 1) {
      sheet.addRow(cellsOf(index)).commit();
      if (index % 500 === 0) await new Promise(setImmediate);
    }
    sheet.commit();
    await book.commit();
    return (await stat(file)).size;
  },
  'export.papaparse': async () => async () =>
    Buffer.byteLength(Papa.unparse({ fields: heads, data: rowsOfAll() })),
  'import.xlsx': async () => {
    await bookOnDisk();
    return () => readOurs('xlsx');
  },
  'import.csv': async () => {
    await csvOnDisk();
    return () => readOurs('csv');
  },
  'import.exceljs': async () => {
    await bookOnDisk();
    return async () => {
      const book = new ExcelJS.Workbook();
      await book.xlsx.readFile(file);
      if (book.worksheets[0]?.rowCount !== count + 1) throw new Error('not all rows');
      return (await stat(file)).size;
    };
  },
  'import.papaparse': async () => {
    await csvOnDisk();
    return async () => {
      const { data } = Papa.parse<string[]>(await readFile(file, 'utf8'));
      if (data.length !== count + 1) throw new Error('not all rows');
      return (await stat(file)).size;
    };
  },
};

const work = await tasks[name]?.();
if (!work) throw new Error(`no task ${name}`);
globalThis.gc?.();
const rest = process.memoryUsage.rss();
let peak = rest;
const watching = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 5);
const begun = performance.now();
const bytes = await work();
const ms = performance.now() - begun;
clearInterval(watching);
peak = Math.max(peak, process.memoryUsage.rss());
await rm(folder, { recursive: true, force: true });
const mb = (value: number) => Math.round(value / 1e6);
process.send?.({ ms, bytes, peakMb: mb(peak), restMb: mb(rest) }, () => process.exit());
