import { z } from 'zod';
import type { KnowledgeEntry, KnowledgeHit } from '../../domain/knowledge/knowledge.ts';
import { idSchema, line, lines, millis, text } from '../base-schemas.ts';

export const knowledgeEntrySchema = z.strictObject({
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
}) satisfies z.ZodType<KnowledgeEntry>;

export const knowledgeHitSchema = z.strictObject({
  entry: knowledgeEntrySchema,
  excerpt: text(400),
  words: z.array(text(40)).readonly(),
}) satisfies z.ZodType<KnowledgeHit>;
