import { z } from 'zod';
import { sheetFormats, type SheetFormat } from '../contract/exports/schemas.ts';
import {
  type TicketColumn,
  ticketColumns,
  usualColumns,
} from '../domain/tickets/ticket-columns.ts';
import { kept, keptOf } from './kept.ts';

export interface ExportChoice {
  readonly format: SheetFormat;
  readonly columns: readonly TicketColumn[];
}

const choice = kept<ExportChoice>(
  'desk.export',
  z.object({
    format: z.enum(sheetFormats),
    columns: z.array(z.enum(ticketColumns)).max(ticketColumns.length).readonly(),
  }),
  { fallback: { format: 'xlsx', columns: usualColumns } },
);

/** How one person exports tickets at this desk. */
export const keptExportChoice = (workNo: string) => keptOf(choice, workNo);
