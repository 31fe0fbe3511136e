import { z } from 'zod';
import { ticketColumns } from '../../domain/tickets/ticket-columns.ts';
import { ticketOrders } from '../../domain/tickets/ticket-lists.ts';
import type { TicketSelection } from '../../domain/tickets/ticket-match.ts';
import { ticketFlags, ticketKinds, ticketStates } from '../../domain/tickets/ticket.ts';
import { errorCodeSchema, idSchema, line, millis } from '../base-schemas.ts';
import { exactly } from '../exactly.ts';

/** `csvGb18030`: for programs that know no Unicode. */
export const sheetFormats = ['xlsx', 'csv', 'csvGb18030', 'pdf'] as const;
export type SheetFormat = (typeof sheetFormats)[number];

/** Shortest reason that says something. */
export const shortestReason = 2;
/** Why something leaves the system. */
const reasonSchema = line(200).refine((reason) => reason.trim().length >= shortestReason);

const selectionSchema = exactly<TicketSelection>()(
  z.strictObject({
    text: line(100),
    states: z.array(z.enum(ticketStates)).max(20).readonly(),
    openedBy: line(16).nullable(),
    dueBefore: millis.nullable(),
    categoryCode: line(64).nullable(),
    district: line(32).nullable(),
    kind: z.enum(ticketKinds).nullable(),
    flag: z.enum(ticketFlags).nullable(),
    openedFrom: millis.nullable(),
    openedTo: millis.nullable(),
    sort: z.strictObject({ by: z.enum(ticketOrders), descending: z.boolean() }),
  }),
);

/** A sheet of tickets: which, what of them, how, and why. `shown`: names and numbers stand there uncovered. */
export const sheetOrderSchema = z.strictObject({
  selection: selectionSchema,
  columns: z
    .array(z.enum(ticketColumns))
    .min(1)
    .max(ticketColumns.length)
    .refine((columns) => new Set(columns).size === columns.length),
  format: z.enum(sheetFormats),
  shown: z.boolean(),
  reason: reasonSchema,
});
export type SheetOrder = z.infer<typeof sheetOrderSchema>;

/** One ticket whole: everything told of it, names and numbers uncovered, and its recordings. */
export const folderOrderSchema = z.strictObject({ ticketId: idSchema, reason: reasonSchema });
export type FolderOrder = z.infer<typeof folderOrderSchema>;

/** Every entry of the knowledge base that is in use, in the sheet that can be read in again. */
export const knowledgeOrderSchema = z.strictObject({
  format: z.enum(['xlsx', 'csv', 'csvGb18030']),
  reason: reasonSchema,
});
export type KnowledgeOrder = z.infer<typeof knowledgeOrderSchema>;

/** Under which name the bytes are fetched (`paths.exported`), once, within five minutes. */
export const exportBegunSchema = z.strictObject({ exportId: idSchema });

/** In a progress frame. `total` = `null` while it is still counted. */
export const exportProgressSchema = z.strictObject({
  done: z.int().min(0),
  total: z.int().min(0).nullable(),
});
export type ExportProgress = z.infer<typeof exportProgressSchema>;

/** In the last frame: what the file is, so that whoever has it can prove it. */
export const exportEndSchema = z.strictObject({
  rows: z.int().min(0),
  byteLength: z.int().min(0),
  /** Hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  fileName: line(120),
});
export type ExportEnd = z.infer<typeof exportEndSchema>;

export const exportFailureSchema = z.strictObject({ code: errorCodeSchema });
