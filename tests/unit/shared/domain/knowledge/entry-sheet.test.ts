import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine } from '../../../../../src/shared/clean-text.ts';
import {
  type EntryCells,
  cellsOf,
  readEntryRow,
} from '../../../../../src/shared/domain/knowledge/entry-sheet.ts';
import type { EntryText } from '../../../../../src/shared/domain/knowledge/entry-text.ts';
import { categories } from '../../../../../src/shared/domain/office/categories.ts';
import { anEntryText } from '../../../../support/knowledge/entry-text.ts';

const now = Date.parse('2026-11-28T10:00:00+08:00');
const read = (cells: EntryCells, before: EntryText = anEntryText()) =>
  readEntryRow(cells, { before, now });

const word = fc
  .string({ minLength: 1, maxLength: 20, unit: 'binary' })
  .map((text) => cleanLine(text).replaceAll(/[\s、,，;；\p{C}]/gu, ''))
  .filter((text) => text !== '');
const said = fc.array(word, { minLength: 1, maxLength: 5 }).map((lines) => lines.join('\n'));
const day = fc.integer({ min: 1, max: 3000 }).map((days) => {
  const start = Date.parse('2026-11-29T00:00:00+08:00');
  return start + days * 86_400_000;
});
const anyText: fc.Arbitrary<EntryText> = fc.record({
  title: word,
  body: fc.oneof(fc.constant(''), said),
  wording: fc.record({
    spoken: said,
    recorded: said,
    mayAnswerDirectly: fc.boolean(),
    source: word,
    reviewer: word,
    reviewOn: fc.constantFrom('2027-06-30', '2028-02-29'),
    audience: fc.constantFrom('public', 'internal'),
    toConfirm: fc.uniqueArray(word, { maxLength: 4 }),
  }),
  categoryCode: fc.constantFrom(...categories.map(({ code }) => code)),
  synonyms: fc.uniqueArray(word, { maxLength: 6 }),
  validFrom: fc.constant(null),
  validUntil: fc.option(day),
});

describe('a row of a sheet of entries', () => {
  it('is the entry that was written there, whatever stood before (property)', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, before) => {
        const { text: back, faults } = read(cellsOf('K-0101', text), before);
        expect(faults).toEqual([]);
        expect(back).toEqual(text);
      }),
    );
  });

  it('that says what is there changes nothing, also of what a sheet cannot say (property)', () => {
    const odd = fc.record({
      text: anyText,
      body: fc.constantFrom(' 前后有空格 ', '有行尾空格 \n第二行\n'),
      synonyms: fc.uniqueArray(fc.constantFrom('没水,停水', '水表；换表', '水压'), {
        maxLength: 3,
      }),
      // In force until six in the evening, or no longer.
      validUntil: fc.integer({ min: now - 1e10, max: now + 1e10 }),
    });
    fc.assert(
      fc.property(odd, ({ text, ...changed }) => {
        const before = { ...text, ...changed };
        expect(read(cellsOf('K-0101', before), before).text).toEqual(before);
      }),
    );
  });

  it('keeps what the sheet has no column for', () => {
    const { text, faults } = read({ 编号: 'K-0101', 标题: '新标题' });
    expect(faults).toEqual([]);
    expect(text).toEqual({ ...anEntryText(), title: '新标题' });
  });

  it('reads days as people and programs write them, and no day that there is not', () => {
    const until = (有效期至: string) => read({ 有效期至 });
    const end = Date.parse('2027-07-01T00:00:00+08:00');
    for (const written of ['2027-06-30', '2027/6/30', '2027年6月30日', '2027-06-30 00:00:00'])
      expect(until(written).text.validUntil).toBe(end);
    for (const wrong of ['2027-02-30', '明年', '45000'])
      expect(until(wrong).faults).toEqual(['validUntil']);
    expect(until('2026-01-01').faults).toEqual(['validUntil']);
    expect(read({ 复核日期: '' }).faults).toEqual(['reviewOn']);
  });

  it('guesses nothing: what is none of a column’s words is a fault', () => {
    expect(read({ 分类: '供水问题' }).faults).toEqual(['category']);
    expect(read({ 适用范围: '公开' }).faults).toEqual(['audience']);
    expect(read({ 处理方式: '直接' }).faults).toEqual(['handling']);
    expect(read({ 标题: ' ', 口播: '' }).faults).toEqual(['title', 'spoken']);
    expect(read({ 口播: '字'.repeat(4001) }).faults).toEqual(['tooLong']);
    expect(read({ 修改理由: '字'.repeat(501) }).faults).toEqual(['tooLong']);
    expect(read({ 口播: '#N/A', 有效期至: '#REF!' }).faults).toEqual(['formula']);
    expect(read({ 生效日期: '1900-01-01' }).faults).toEqual(['validFrom']);
  });
});
