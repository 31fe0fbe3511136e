import { z } from 'zod';
import { procedure } from '../base.ts';
import { idSchema, line } from '../base-schemas.ts';
import { knowledgeEntrySchema, knowledgeHitSchema } from './schemas.ts';

export const knowledgeDeskContract = {
  search: procedure
    .input(z.strictObject({ text: line(100), limit: z.int().min(1).max(50) }))
    .output(z.strictObject({ hits: z.array(knowledgeHitSchema) })),
  get: procedure.input(z.strictObject({ entryId: idSchema })).output(knowledgeEntrySchema),
};
