import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  readStormIntake,
  trappedAnswers,
  writeStormIntake,
} from '../../../../../src/shared/domain/incidents/storm-words.ts';

const line = fc.constantFrom(
  '',
  '齐膝',
  '积水情况：',
  '被困：有人被困',
  '备注：车进不来',
  '约 50 厘米',
  '被困：',
);
const text = fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n'));

it('gives back what the short form was filled with', () =>
  fc.assert(
    fc.property(
      line,
      fc.option(fc.constantFrom(...trappedAnswers)),
      text,
      (situation, trapped, note) => {
        const typed = { situation, trapped, note };
        expect(readStormIntake(writeStormIntake(typed))).toEqual(typed);
      },
    ),
  ));

it('loses no character of what was typed in the full form', () =>
  fc.assert(
    fc.property(fc.oneof(text, fc.string()), (content) => {
      const again = writeStormIntake(readStormIntake(content));
      const letters = (of: string) =>
        [...of.replaceAll(/积水情况：|被困：|备注：|\n/gu, '')].toSorted();
      expect(letters(again)).toEqual(letters(content));
    }),
    { numRuns: 500 },
  ));
