import type { CourseCode } from './course-note.ts';
import { satisfactionMeanings } from './satisfaction.ts';
import { trappedAnswers } from '../incidents/storm-words.ts';
import { auditChecks, markableFlags, refusalGrounds } from './ticket-action.ts';
import {
  answerOutcomes,
  applicationKinds,
  callbackContacts,
  clockSteps,
  escalationTargets,
  replyChannels,
  solvedAnswers,
} from './ticket-work.ts';
import { flowWords } from './flow-words.zh-cn.ts';
import { paperText as t } from './paper-text.ts';

/** Codes of a course line that tell of a step. */
export type StepFact = keyof typeof flowWords.flow.told;

export function isStepFact(code: CourseCode): code is CourseCode & StepFact {
  return Object.hasOwn(flowWords.flow.told, code);
}

/** A fact of a step in words; a code of another release as it is. */
export function stepFactText(code: StepFact, value: string): string {
  return t(`flow.told.${code}`, { value: factValueText(code, value) });
}

/** The value of a fact alone. */
export function factValueText(code: StepFact, value: string): string {
  return wordsOf[code]?.(value) ?? value;
}

/** Of `list`, in words. */
const oneOf =
  <T extends string>(list: readonly T[], words: (one: T) => string) =>
  (value: string) => {
    const known = list.find((one) => one === value);
    return known === undefined ? value : words(known);
  };

const meanings: ReadonlyMap<string, string> = new Map(Object.entries(satisfactionMeanings));
const check = oneOf(auditChecks, (one) => t(`flow.checks.${one}`));

const mark = oneOf(markableFlags, (one) => t(`flow.marks.${one}`));

function severalMarks(value: string): string {
  return value
    .split(' ')
    .map((one) => mark(one))
    .join('、');
}

const wordsOf: Partial<Readonly<Record<StepFact, (value: string) => string>>> = {
  satisfaction: (value) => meanings.get(value) ?? value,
  ground: oneOf(refusalGrounds, (one) => t(`flow.grounds.${one}`)),
  contact: oneOf(callbackContacts, (one) => t(`flow.contacts.${one}`)),
  solved: oneOf(solvedAnswers, (one) => t(`flow.solved.${one}`)),
  answered: oneOf(answerOutcomes, (one) => t(`flow.answers.${one}`)),
  trapped: oneOf(trappedAnswers, (one) => t(`flow.trapped.${one}`)),
  marked: severalMarks,
  unmarked: severalMarks,
  // The checks that failed are several.
  failed: (value) =>
    value
      .split(' ')
      .map((one) => check(one))
      .join('、'),
  channel: oneOf(replyChannels, (one) => t(`flow.channels.${one}`)),
  level: oneOf(['supervised', 'listed'], (one) => t(`flow.levels.${one}`)),
  basis: oneOf(['spoken', 'written'], (one) => t(`flow.bases.${one}`)),
  application: oneOf(applicationKinds, (one) => t(`flow.applications.${one}`)),
  agrees: oneOf(['yes', 'no'], (one) => t(`flow.agrees.${one}`)),
  escalatedTo: oneOf(escalationTargets, (one) => t(`flow.escalatedTo.${one}`)),
  late: oneOf(['outer', ...clockSteps], (one) =>
    one === 'outer' ? t('flow.lateOuter') : t('flow.lateStep', { step: t(`flow.steps.${one}`) }),
  ),
};
