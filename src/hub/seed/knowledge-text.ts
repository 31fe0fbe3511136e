import type { KnowledgeEntry, Wording } from '../../shared/domain/knowledge/knowledge.ts';

/** What is written by hand of a seeded entry; ids, dates and what a whole group has in common are added by `create-knowledge.ts`. */
export type KnowledgeText = Pick<
  KnowledgeEntry,
  'entryNo' | 'version' | 'title' | 'body' | 'categoryCode' | 'synonyms'
> &
  Pick<Wording, 'spoken' | 'recorded' | 'mayAnswerDirectly' | 'source'> &
  Partial<Pick<Wording, 'reviewOn' | 'audience' | 'toConfirm'>>;
