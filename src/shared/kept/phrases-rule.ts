import { officePhrasesSchema } from '../contract/knowledge/phrases-schemas.ts';
import type { OfficeRule } from '../domain/office/office-rule.ts';
import { type Phrase, suppliedPhrases } from '../domain/phrases/phrases.ts';
import { readBody } from './body.ts';

/** The office's text modules; those that every desk begins with where none were put in, or none that this release can read. */
export function readPhrases(rule: Pick<OfficeRule, 'body'> | null | undefined): readonly Phrase[] {
  if (!rule) return suppliedPhrases;
  const read = readBody(officePhrasesSchema, rule.body, 'strip');
  return read.ok ? read.value.phrases : suppliedPhrases;
}
