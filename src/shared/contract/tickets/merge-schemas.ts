import { z } from 'zod';
import { type MergeOrder, mergeActs, mostMerged } from '../../domain/tickets/merge.ts';
import { errorCodeSchema, idSchema, line } from '../base-schemas.ts';
import { exactly } from '../exactly.ts';
import { ticketActionSchema } from './action-schemas.ts';

/** 并单, 拆单: one decision about a main ticket and many others, as it crosses every boundary. */
export const mergeOrderSchema = exactly<MergeOrder>()(
  z.strictObject({
    act: z.enum(mergeActs),
    mainId: idSchema,
    otherIds: z.array(idSchema).min(1).max(mostMerged).readonly(),
    reason: line(200).regex(/\S/),
  }),
);

/** What is left as it is, and why. */
export const skippedSchema = z.strictObject({ ticketId: idSchema, code: errorCodeSchema });

/** What would be done to many tickets, before it is. */
export const setAskSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('merge'), order: mergeOrderSchema }),
  z.strictObject({
    kind: z.literal('act'),
    ticketIds: z.array(idSchema).min(1).max(mostMerged).readonly(),
    action: ticketActionSchema,
  }),
]);
export type SetAsk = z.infer<typeof setAskSchema>;

export const setPreviewSchema = z.strictObject({
  fit: z.array(idSchema),
  skipped: z.array(skippedSchema),
  /** Why nothing of it can be done, where that is not the matter of one ticket. */
  refused: errorCodeSchema.nullable(),
});
export type SetPreview = z.infer<typeof setPreviewSchema>;

/** `waiting` = it is kept here and goes to the hub as soon as that can be reached. */
export const mergeAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), skipped: z.array(skippedSchema) }),
  z.strictObject({ kind: z.literal('refused'), code: errorCodeSchema }),
  z.strictObject({ kind: z.literal('waiting') }),
]);
export type MergeAnswer = z.infer<typeof mergeAnswerSchema>;
