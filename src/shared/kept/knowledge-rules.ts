import { judgedQuestionsSchema, officeWordsSchema } from '../contract/knowledge/life-schemas.ts';
import type { JudgedQuestion } from '../domain/knowledge/judged.ts';
import type { OfficeWords } from '../domain/knowledge/office-words.ts';
import type { OfficeRule } from '../domain/office/office-rule.ts';
import { readBody } from './body.ts';

type Body = Pick<OfficeRule, 'body'>;

const noWords: OfficeWords = { same: [], wrong: [] };

/** The office's words for searching; none where none were put in, or none that this release can read. */
export function readOfficeWords(rule: Body | null | undefined): OfficeWords {
  if (!rule) return noWords;
  const read = readBody(officeWordsSchema, rule.body, 'strip');
  return read.ok ? read.value : noWords;
}

/** The office's judged questions; none as above. */
export function readJudgedQuestions(rule: Body | null | undefined): readonly JudgedQuestion[] {
  if (!rule) return [];
  const read = readBody(judgedQuestionsSchema, rule.body, 'strip');
  return read.ok ? read.value.questions : [];
}
