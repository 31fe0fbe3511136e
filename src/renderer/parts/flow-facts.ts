import type { CourseCode } from '../../shared/domain/tickets/course-note.ts';
import { satisfactionMeanings } from '../../shared/domain/tickets/satisfaction.ts';
import { flowWords } from './flow-words.zh-cn.ts';
import type { useText } from './use-text.ts';

const { told } = flowWords.flow;

/** Codes of a course line that tell of a step. */
export type StepFact = keyof typeof told;

export function isStepFact(code: CourseCode): code is CourseCode & StepFact {
  return Object.hasOwn(told, code);
}

const meanings: ReadonlyMap<string, string> = new Map(Object.entries(satisfactionMeanings));

/** Lists of codes whose words stand in the catalogue, by the code of the line. */
const named: Partial<Readonly<Record<StepFact, Readonly<Record<string, string>>>>> = {
  ground: flowWords.flow.grounds,
  contact: flowWords.flow.contacts,
  solved: flowWords.flow.solved,
  failed: flowWords.flow.checks,
  channel: flowWords.flow.channels,
  level: flowWords.flow.levels,
  basis: flowWords.flow.bases,
  application: flowWords.flow.applications,
  agrees: flowWords.flow.agrees,
};

/** A fact of a step in words; a code of another release as it is. */
export function stepFactText(code: StepFact, value: string, t: ReturnType<typeof useText>): string {
  return t(`flow.told.${code}`, { value: wordsOf(code, value) });
}

function wordsOf(code: StepFact, value: string): string {
  if (code === 'satisfaction') return meanings.get(value) ?? value;
  const words = named[code];
  if (!words) return value;
  const one = (word: string) => (Object.hasOwn(words, word) ? (words[word] ?? word) : word);
  // The checks that failed are several.
  return code === 'failed' ? value.split(' ').map(one).join('、') : one(value);
}
