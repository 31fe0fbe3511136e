import { z } from 'zod';
import {
  entryDraftSchema,
  feedbackSchema,
  missesSchema,
} from '../contract/knowledge/life-schemas.ts';
import { kept } from './kept.ts';

/** What one person is writing for the knowledge base. */
export const keptEntryDrafts = kept('knowledgeDrafts', z.array(entryDraftSchema), {
  fallback: [],
});

const reportsSchema = z.strictObject({
  feedback: z.array(feedbackSchema),
  /** Counted since the last report. */
  misses: z.array(z.strictObject({ text: z.string(), count: z.int().min(1) })),
  /** On its way: the same until the hub has it. */
  sending: missesSchema.nullable(),
});
export type KnowledgeReports = z.infer<typeof reportsSchema>;

/** What one person has said of entries and searched for in vain, as far as the hub does not have it. */
export const keptKnowledgeReports = kept('knowledgeReports', reportsSchema, { fallback: null });
