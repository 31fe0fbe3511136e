import type { EntryId } from '../ids.ts';
import type { KnowledgeEntry, Wording, Written } from './knowledge.ts';

/** An entry as it is written on screen; numbers and versions are the hub's. */
export interface EntryText {
  readonly title: string;
  readonly body: string;
  readonly wording: Wording;
  readonly categoryCode: string;
  readonly synonyms: readonly string[];
  /** Epoch ms; `null` = as soon as it is accepted. */
  readonly validFrom: number | null;
  readonly validUntil: number | null;
}

/** The most that an entry holds, in UTF-16 units or in pieces. */
export const entryLimits = {
  title: 200,
  body: 20_000,
  /** `spoken`, `recorded`. */
  answer: 4000,
  source: 400,
  reviewer: 80,
  toConfirm: 200,
  toConfirmLines: 20,
  synonym: 40,
  synonyms: 200,
  /** Why it is changed. */
  why: 500,
} as const;

/** What is to be made of a text: which entry, which version, who. */
export interface EntryPlace {
  readonly entryId: EntryId;
  readonly entryNo: string;
  readonly version: number;
  readonly written: Written;
}

/** A version of an entry. It begins when the text says, but never before it was accepted. */
export function entryFrom(text: EntryText, place: EntryPlace): KnowledgeEntry {
  const { acceptedAt } = place.written;
  return {
    ...place,
    title: text.title,
    body: text.body,
    answer: text.wording.recorded,
    wording: text.wording,
    categoryCode: text.categoryCode,
    synonyms: text.synonyms,
    validFrom: Math.max(text.validFrom ?? acceptedAt, acceptedAt),
    validUntil: text.validUntil,
    updatedAt: acceptedAt,
  };
}

/** An entry as somebody begins to change it. A beginning that has passed is not asked for again. */
export function textFrom(entry: KnowledgeEntry, day: string): EntryText {
  const { title, body, answer, categoryCode, synonyms, validUntil } = entry;
  const wording = entry.wording ?? {
    spoken: answer,
    recorded: answer,
    mayAnswerDirectly: false,
    source: '',
    reviewer: '',
    reviewOn: day,
    audience: 'public' as const,
    toConfirm: [],
  };
  return { title, body, wording, categoryCode, synonyms, validFrom: null, validUntil };
}

export type TextFault = 'title' | 'spoken' | 'recorded' | 'source' | 'reviewer' | 'validUntil';

/** What a text lacks to be in force from `now`; none = it may be. */
export function faultsOf(text: EntryText, now: number): TextFault[] {
  const { title, wording, validFrom, validUntil } = text;
  const blank = (['spoken', 'recorded', 'source', 'reviewer'] as const).filter(
    (field) => wording[field].trim() === '',
  );
  const ends = validUntil !== null && validUntil <= Math.max(validFrom ?? now, now);
  return [
    ...(title.trim() === '' ? (['title'] as const) : []),
    ...blank,
    ...(ends ? (['validUntil'] as const) : []),
  ];
}
