import { z } from 'zod';
import {
  type ListedPhrase,
  type Phrase,
  phraseLimits,
  phraseScopes,
} from '../../domain/phrases/phrases.ts';
import { line, lines } from '../base-schemas.ts';
import { exactly } from '../exactly.ts';

const phrase = {
  code: line(phraseLimits.code).regex(/^[\p{L}\p{N}-]+$/u),
  title: line(phraseLimits.title).regex(/\S/),
  scopes: z.array(z.enum(phraseScopes)).min(1).max(phraseScopes.length).readonly(),
  text: lines(phraseLimits.text).regex(/\S/),
};
const phraseSchema = exactly<Phrase>()(z.strictObject(phrase));

/** What the rule `phrases` holds. Since contract 3. */
export const officePhrasesSchema = z.strictObject({
  phrases: z
    .array(phraseSchema)
    .max(phraseLimits.phrases)
    .refine(
      (phrases) => new Set(phrases.map(({ code }) => code.toLowerCase())).size === phrases.length,
    )
    .readonly(),
});

/** As they are listed at a page of the hub. */
export const listedPhrasesSchema = z.strictObject({
  phrases: z.array(
    exactly<ListedPhrase>()(z.strictObject({ ...phrase, initials: line(phraseLimits.title) })),
  ),
});
