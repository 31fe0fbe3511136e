import type { KnowledgeEntry } from '../../shared/domain/knowledge/knowledge.ts';

/** What is written by hand of a seeded entry; ids and dates are added by `create-knowledge.ts`. */
export type KnowledgeText = Pick<
  KnowledgeEntry,
  'entryNo' | 'version' | 'title' | 'body' | 'answer' | 'categoryCode' | 'synonyms'
>;
