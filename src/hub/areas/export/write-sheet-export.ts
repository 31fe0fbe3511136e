import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { ExportProgress, SheetOrder } from '../../../shared/contract/exports/schemas.ts';
import { shanghaiTime } from '../../../shared/domain/tickets/course-note.ts';
import {
  type Cell,
  type TicketColumn,
  ticketColumnWords,
  ticketRow,
} from '../../../shared/domain/tickets/ticket-columns.ts';
import { type Reader, mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import { readPrintFont } from '../../../shared/node/print-font.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { hubDepartments } from '../office/hub-rules.ts';
import { orderFacts } from './describe-order.ts';
import { readInOrder, selectTickets } from './select-tickets.ts';
import type { Pieces, SheetSource } from './sheet-pieces.ts';
import { writeCsv } from './write-csv.ts';
import { mostPdfRows, writePdf } from './write-pdf.ts';
import { writeXlsx } from './write-xlsx.ts';

export interface ExportedFile {
  readonly fileName: string;
  readonly pieces: Pieces;
  /** Rows that were read so far. */
  rows(): number;
}

export interface ExportDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  /** Aborts when nobody wants the file any more. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ExportProgress) => Promise<void> | void;
}

/** Looks the tickets up, then gives the file that is made while it is read. Throws `export.tooManyForPdf`, and `export.cut` when aborted. */
export async function openSheetExport(
  deps: ExportDeps,
  order: SheetOrder,
  reader: Reader,
): Promise<ExportedFile> {
  const { store, clock, signal, onProgress } = deps;
  const ids = await selectTickets(store, { selection: order.selection, reader }, async (done) => {
    if (signal.aborted) throw new AppError('export.cut');
    await onProgress({ done, total: null });
  });
  if (order.format === 'pdf' && ids.length > mostPdfRows)
    throw new AppError('export.tooManyForPdf');
  const at = clock.now();
  const { columns, shown } = order;
  const departments = await hubDepartments(store);
  let done = 0;
  async function* rows(): AsyncGenerator<Cell[][], void, undefined> {
    await onProgress({ done, total: ids.length });
    for await (const read of readInOrder(store, ids)) {
      // One may have become confidential since it was looked up.
      const tickets = read.filter((ticket) => mayReadTicket(reader, ticket));
      if (signal.aborted) throw new AppError('export.cut');
      yield tickets.map((ticket) => ticketRow(ticket, columns, { shown, departments }));
      done += tickets.length;
      await onProgress({ done, total: ids.length });
    }
  }
  const source: SheetSource = {
    name: '工单',
    heads: columns.map((column) => ticketColumnWords[column]),
    widths: columns.map((column) => widths[column] ?? 14),
    total: ids.length,
    rows: rows(),
    about: [
      ['导出人', `工号 ${reader.workNo}`],
      ['导出时间', shanghaiTime(at)],
      ['件数', String(ids.length)],
      ...orderFacts(order),
    ],
  };
  return {
    fileName: `工单-${shanghaiTime(at).replaceAll(/\D/g, '')}.${endings[order.format]}`,
    pieces: await piecesOf(source, order.format),
    rows: () => done,
  };
}

const endings = { xlsx: 'xlsx', csv: 'csv', csvGb18030: 'csv', pdf: 'pdf' } as const;

async function piecesOf(source: SheetSource, format: SheetOrder['format']): Promise<Pieces> {
  switch (format) {
    case 'xlsx':
      return writeXlsx(source);
    case 'csv':
      return writeCsv(source, 'utf8');
    case 'csvGb18030':
      return writeCsv(source, 'gb18030');
    case 'pdf':
      return writePdf(source, { title: '水务热线工单', font: await readPrintFont() });
  }
}

/** In characters; 14 for what is not named. */
const widths: Partial<Readonly<Record<TicketColumn, number>>> = {
  ticketNo: 22,
  cityNo: 22,
  source: 10,
  kind: 9,
  category: 18,
  state: 11,
  district: 12,
  address: 30,
  content: 60,
  requesterName: 9,
  openedAt: 19,
  dueAt: 19,
  dueRule: 24,
  signedAt: 19,
  resultAt: 19,
  result: 50,
  answer: 50,
  closedAt: 19,
  kept: 9,
  urgedCount: 9,
  callbacks: 9,
  reworks: 9,
  calls: 8,
  updatedAt: 19,
};
