import type { CourseCode } from '../../shared/domain/tickets/course-note.ts';
import { satisfactionMeanings } from '../../shared/domain/tickets/satisfaction.ts';
import { trappedAnswers } from '../../shared/domain/incidents/storm-words.ts';
import {
  auditChecks,
  markableFlags,
  refusalGrounds,
} from '../../shared/domain/tickets/ticket-action.ts';
import {
  answerOutcomes,
  applicationKinds,
  callbackContacts,
  clockSteps,
  escalationTargets,
  replyChannels,
  solvedAnswers,
} from '../../shared/domain/tickets/ticket-work.ts';
import { flowWords } from './flow-words.zh-cn.ts';
import type { useText } from './use-text.ts';

type Text = ReturnType<typeof useText>;

/** Codes of a course line that tell of a step. */
export type StepFact = keyof typeof flowWords.flow.told;

export function isStepFact(code: CourseCode): code is CourseCode & StepFact {
  return Object.hasOwn(flowWords.flow.told, code);
}

/** A fact of a step in words; a code of another release as it is. */
export function stepFactText(code: StepFact, value: string, t: Text): string {
  return t(`flow.told.${code}`, { value: factValueText(code, value, t) });
}

/** The value of a fact alone. */
export function factValueText(code: StepFact, value: string, t: Text): string {
  return wordsOf[code]?.(value, t) ?? value;
}

/** Of `list`, in words. */
const oneOf =
  <T extends string>(list: readonly T[], words: (one: T, t: Text) => string) =>
  (value: string, t: Text) => {
    const known = list.find((one) => one === value);
    return known === undefined ? value : words(known, t);
  };

const meanings: ReadonlyMap<string, string> = new Map(Object.entries(satisfactionMeanings));
const check = oneOf(auditChecks, (one, t) => t(`flow.checks.${one}`));

const mark = oneOf(markableFlags, (one, t) => t(`flow.marks.${one}`));

function severalMarks(value: string, t: Text): string {
  return value
    .split(' ')
    .map((one) => mark(one, t))
    .join('、');
}

const wordsOf: Partial<Readonly<Record<StepFact, (value: string, t: Text) => string>>> = {
  satisfaction: (value) => meanings.get(value) ?? value,
  ground: oneOf(refusalGrounds, (one, t) => t(`flow.grounds.${one}`)),
  contact: oneOf(callbackContacts, (one, t) => t(`flow.contacts.${one}`)),
  solved: oneOf(solvedAnswers, (one, t) => t(`flow.solved.${one}`)),
  answered: oneOf(answerOutcomes, (one, t) => t(`flow.answers.${one}`)),
  trapped: oneOf(trappedAnswers, (one, t) => t(`flow.trapped.${one}`)),
  marked: severalMarks,
  unmarked: severalMarks,
  // The checks that failed are several.
  failed: (value, t) =>
    value
      .split(' ')
      .map((one) => check(one, t))
      .join('、'),
  channel: oneOf(replyChannels, (one, t) => t(`flow.channels.${one}`)),
  level: oneOf(['supervised', 'listed'], (one, t) => t(`flow.levels.${one}`)),
  basis: oneOf(['spoken', 'written'], (one, t) => t(`flow.bases.${one}`)),
  application: oneOf(applicationKinds, (one, t) => t(`flow.applications.${one}`)),
  agrees: oneOf(['yes', 'no'], (one, t) => t(`flow.agrees.${one}`)),
  escalatedTo: oneOf(escalationTargets, (one, t) => t(`flow.escalatedTo.${one}`)),
  late: oneOf(['outer', ...clockSteps], (one, t) =>
    one === 'outer' ? t('flow.lateOuter') : t('flow.lateStep', { step: t(`flow.steps.${one}`) }),
  ),
};
