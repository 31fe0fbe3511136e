import { z } from 'zod';
import { exactly } from '../exactly.ts';
import { entryLimits } from '../../domain/knowledge/entry-text.ts';
import {
  type KnowledgeEntry,
  type KnowledgeHit,
  type Wording,
  type Written,
  audiences,
} from '../../domain/knowledge/knowledge.ts';
import { idSchema, line, lines, millis, text } from '../base-schemas.ts';
import { since } from '../since.ts';

export const wordingSchema = exactly<Wording>()(
  z.strictObject({
    spoken: lines(entryLimits.answer),
    recorded: lines(entryLimits.answer),
    mayAnswerDirectly: z.boolean(),
    source: line(entryLimits.source),
    reviewer: line(entryLimits.reviewer),
    reviewOn: z.iso.date(),
    audience: z.enum(audiences),
    toConfirm: z.array(line(entryLimits.toConfirm)).max(entryLimits.toConfirmLines).readonly(),
  }),
);

const writtenSchema = exactly<Written>()(
  z.strictObject({
    proposedBy: line(16),
    acceptedBy: line(16),
    acceptedAt: millis,
    why: lines(500),
    isRetired: z.boolean(),
  }),
);

export const knowledgeEntrySchema = exactly<KnowledgeEntry>()(
  z.strictObject({
    entryId: idSchema,
    entryNo: line(16),
    version: z.int().min(1),
    title: line(200),
    body: lines(20_000),
    answer: lines(4000),
    wording: since(2, wordingSchema.optional()),
    categoryCode: line(64),
    synonyms: z.array(line(40)).readonly(),
    validFrom: millis,
    validUntil: millis.nullable(),
    updatedAt: millis,
    written: since(3, writtenSchema.optional()),
  }),
);

export const knowledgeHitSchema = exactly<KnowledgeHit>()(
  z.strictObject({
    entry: knowledgeEntrySchema,
    excerpt: text(400),
    words: z.array(text(40)).readonly(),
  }),
);
