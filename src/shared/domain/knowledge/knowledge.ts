import type { EntryId } from '../ids.ts';

/** One article of the knowledge base (知识库), in the version that is in force. */
export interface KnowledgeEntry {
  readonly entryId: EntryId;
  /** For people: `K-0217`. */
  readonly entryNo: string;
  readonly version: number;
  readonly title: string;
  /** Plain text with line breaks: background and what to do. */
  readonly body: string;
  /** The wording to give to a citizen; this is what is inserted as the answer. */
  readonly answer: string;
  readonly categoryCode: string;
  /** Words citizens use for it: `淹水`, `水小`. */
  readonly synonyms: readonly string[];
  readonly validFrom: number;
  readonly validUntil: number | null;
  readonly updatedAt: number;
}

/** A hit of a search: the entry, where the words were found (offsets are UTF-16 units of the named field). */
export interface KnowledgeHit {
  readonly entry: KnowledgeEntry;
  readonly excerpt: string;
  /** Words to mark in title and excerpt. */
  readonly words: readonly string[];
}
