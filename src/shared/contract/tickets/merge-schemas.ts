import { z } from 'zod';
import { type MergeOrder, mergeActs, mostMerged } from '../../domain/tickets/merge.ts';
import { idSchema, line } from '../base-schemas.ts';
import { exactly } from '../exactly.ts';

/** 并单, 拆单: one decision about a main ticket and many others, as it crosses every boundary. */
export const mergeOrderSchema = exactly<MergeOrder>()(
  z.strictObject({
    act: z.enum(mergeActs),
    mainId: idSchema,
    otherIds: z.array(idSchema).min(1).max(mostMerged).readonly(),
    reason: line(200).regex(/\S/),
  }),
);
