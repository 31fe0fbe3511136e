import type { EntryId } from '../ids.ts';

/** Whom an entry may be told to: 对外 or 对内. */
export const audiences = ['public', 'internal'] as const;
export type Audience = (typeof audiences)[number];

/** What is said and what is written down of an entry, kept apart, and who stands for it. */
export interface Wording {
  /** 口播: what is read to the citizen. `{{时限}}` stands for the ticket's deadline (`fill-in.ts`). */
  readonly spoken: string;
  /** 答复记录: what is put into the ticket. It tells what the citizen was told, never that something was done. */
  readonly recorded: string;
  /** `false`: somebody has to do something first. A ticket that cites nothing else is never closed as 直接解答. */
  readonly mayAnswerDirectly: boolean;
  /** Source, for people: law and article, or what is only the trade's custom. */
  readonly source: string;
  /** The office that answers for the text; never a person. */
  readonly reviewer: string;
  /** 复核日期, `YYYY-MM-DD`: on this day at the latest the text is looked at again. */
  readonly reviewOn: string;
  readonly audience: Audience;
  /** 待采购人确认: the statements that nobody of the office has confirmed yet. */
  readonly toConfirm: readonly string[];
}

/** One article of the knowledge base (知识库), in the version that is in force. */
export interface KnowledgeEntry {
  readonly entryId: EntryId;
  /** For people: `K-0217`. */
  readonly entryNo: string;
  readonly version: number;
  readonly title: string;
  /** Plain text with line breaks: background and what to do. */
  readonly body: string;
  /** What desks of before contract 2 insert: the recorded text. All there is of an entry without `wording`. */
  readonly answer: string;
  /** Since contract 2; absent in an entry that was written before it. */
  readonly wording?: Wording | undefined;
  readonly categoryCode: string;
  /** Words citizens use for it: `淹水`, `水小`. */
  readonly synonyms: readonly string[];
  readonly validFrom: number;
  readonly validUntil: number | null;
  readonly updatedAt: number;
  /** Since contract 3: the office has written this version; absent = it came with the program. */
  readonly written?: Written | undefined;
}

/** Who wrote a version, who answers for it, and why it was written. */
export interface Written {
  readonly proposedBy: string;
  readonly acceptedBy: string;
  readonly acceptedAt: number;
  readonly why: string;
  /** 已停用: the version ends the entry. It is kept, and what was told of it can be read for ever. */
  readonly isRetired: boolean;
}

/** What is put into the ticket's answer. */
export function recordedOf({ wording, answer }: KnowledgeEntry): string {
  return wording?.recorded ?? answer;
}

/** The part of the body under 【找谁】, as one line; `''` when there is none. */
export function whomOf({ body }: Pick<KnowledgeEntry, 'body'>): string {
  return /【找谁】([^【]*)/u.exec(body)?.[1]?.trim() ?? '';
}

/** A hit of a search: the entry, where the words were found (offsets are UTF-16 units of the named field). */
export interface KnowledgeHit {
  readonly entry: KnowledgeEntry;
  readonly excerpt: string;
  /** Words to mark in title and excerpt. */
  readonly words: readonly string[];
}
