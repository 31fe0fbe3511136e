import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  readWords,
  writeWords,
} from '../../../../../src/renderer/features/knowledge/words-text.ts';

const word = fc.string({
  unit: fc.constantFrom('停', '水', '断', '表', 'a'),
  minLength: 1,
  maxLength: 6,
});
const words = fc.record({
  same: fc.array(fc.uniqueArray(word, { minLength: 2, maxLength: 5 }), { maxLength: 5 }),
  wrong: fc.array(
    fc.uniqueArray(word, { minLength: 2, maxLength: 2 }).map(([typed = '', meant = '']) => ({
      typed,
      meant,
    })),
    { maxLength: 5 },
  ),
});

it('what is written out is read back as it was', () => {
  fc.assert(
    fc.property(words, (value) => {
      expect(readWords(writeWords(value))).toEqual({ words: value, faults: [] });
    }),
  );
});

it('a line that is no group and no pair is named, not guessed', () => {
  const read = readWords({ same: '停水\n断水、没水', wrong: '水镖\n水镖 → 水表\na->b->c\n表=表' });
  expect(read.faults).toEqual(['停水', '水镖', 'a->b->c', '表=表']);
  expect(read.words).toEqual({
    same: [['断水', '没水']],
    wrong: [{ typed: '水镖', meant: '水表' }],
  });
});
