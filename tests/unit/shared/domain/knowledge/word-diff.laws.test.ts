import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wordDiff } from '../../../../../src/shared/domain/knowledge/word-diff.ts';

const text = fc.string({
  unit: fc.constantFrom('停', '水', '通', '知', '1', '2', ' ', 'a', '\n', '，'),
  maxLength: 60,
});
const without = (kind: 'removed' | 'added', parts: ReturnType<typeof wordDiff>) =>
  parts.flatMap((part) => (part.kind === kind ? [] : [part.text])).join('');

it('a difference is both texts, and nothing is marked where nothing differs', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = wordDiff(before, after);
      expect(without('added', parts)).toBe(before);
      expect(without('removed', parts)).toBe(after);
      for (const [at, { kind }] of parts.slice(1).entries()) expect(kind).not.toBe(parts[at]?.kind);
      expect(wordDiff(before, before).every(({ kind }) => kind === 'same')).toBe(true);
    }),
  );
});

it('marks a changed number as a whole and leaves what stands around it', () => {
  expect(wordDiff('24小时内恢复', '48小时内恢复供水')).toEqual([
    { kind: 'removed', text: '24' },
    { kind: 'added', text: '48' },
    { kind: 'same', text: '小时内恢复' },
    { kind: 'added', text: '供水' },
  ]);
});

it('two long texts that have little in common take no table of all their words', () => {
  const parts = wordDiff('甲'.repeat(9000), '乙'.repeat(9000));
  expect(parts.map(({ kind }) => kind)).toEqual(['removed', 'added']);
});
