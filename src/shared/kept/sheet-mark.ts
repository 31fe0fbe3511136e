import { z } from 'zod';
import { kept } from './kept.ts';

const schema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ticket'),
    draftKey: z.string(),
    ticketId: z.string(),
    callId: z.string().nullable(),
  }),
  z.strictObject({
    kind: z.literal('new'),
    draftKey: z.string(),
    ticketId: z.string().nullable(),
    ticketNo: z.string().nullable(),
    callId: z.string().nullable(),
  }),
]);
export type SheetMark = z.infer<typeof schema>;

/** Which sheet is open, by ids only, so that a reload or a crash finds its draft again. */
export const keptSheetMark = kept('desk.workbench.sheet', schema, { fallback: null });
