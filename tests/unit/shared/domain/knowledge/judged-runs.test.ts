import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JudgedAnswer } from '../../../../../src/shared/domain/knowledge/judged.ts';
import {
  dayDue,
  hasFallen,
  runOf,
} from '../../../../../src/shared/domain/knowledge/judged-runs.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const answer = (question: string, place: number | null): JudgedAnswer => ({
  question,
  entryNos: ['K-0101'],
  place,
  first: null,
});

describe('the run of a night', () => {
  it('is due once a day from three o’clock on, and later when the hub was not there', () => {
    expect(dayDue(at('2026-11-28T02:59:59'), '2026-11-27')).toBeNull();
    expect(dayDue(at('2026-11-28T03:00:00'), '2026-11-27')).toBe('2026-11-28');
    expect(dayDue(at('2026-11-28T23:00:00'), '2026-11-28')).toBeNull();
    expect(dayDue(at('2026-11-30T18:00:00'), '2026-11-28')).toBe('2026-11-30');
    // Before three it is still the night of before.
    expect(dayDue(at('2026-11-28T01:00:00'), null)).toBe('2026-11-27');
  });

  it('is never due again on the day for which it was made (property)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (now) => {
        const day = dayDue(now, null);
        expect(day).not.toBeNull();
        expect(dayDue(now, day)).toBeNull();
      }),
    );
  });

  it('says which questions fell out of the first five; a new one has not fallen', () => {
    const of = { day: '2026-11-27', at: 1, before: null };
    const first = runOf([answer('甲', 1), answer('乙', 5), answer('丙', 7)], of);
    expect(first).toMatchObject({ fell: [], figures: { questions: 3, recall1: 1 / 3 } });
    const next = runOf(
      [answer('甲', 6), answer('乙', null), answer('丙', null), answer('丁', null)],
      { day: '2026-11-28', at: 2, before: first },
    );
    expect(next.fell).toEqual(['甲', '乙']);
    expect(hasFallen([first, next])).toBe(true);
    expect(hasFallen([next, first])).toBe(false);
    expect(hasFallen([])).toBe(false);
  });
});
