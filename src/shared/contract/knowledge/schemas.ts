import { z } from 'zod';
import { exactly } from '../exactly.ts';
import type { KnowledgeEntry, KnowledgeHit } from '../../domain/knowledge/knowledge.ts';
import { idSchema, line, lines, millis, text } from '../base-schemas.ts';

export const knowledgeEntrySchema = exactly<KnowledgeEntry>()(
  z.strictObject({
    entryId: idSchema,
    entryNo: line(16),
    version: z.int().min(1),
    title: line(200),
    body: lines(20_000),
    answer: lines(4000),
    categoryCode: line(64),
    synonyms: z.array(line(40)).readonly(),
    validFrom: millis,
    validUntil: millis.nullable(),
    updatedAt: millis,
  }),
);

export const knowledgeHitSchema = exactly<KnowledgeHit>()(
  z.strictObject({
    entry: knowledgeEntrySchema,
    excerpt: text(400),
    words: z.array(text(40)).readonly(),
  }),
);
