import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippedCalendar } from '../../../../../src/shared/domain/office/calendar-data.ts';
import { shippedRules } from '../../../../../src/shared/domain/office/office-rules.ts';
import { isWorkingDay } from '../../../../../src/shared/domain/office/calendar.ts';
import type { Urgency } from '../../../../../src/shared/domain/office/categories.ts';
import {
  presetDeadline,
  presetRuleOf,
} from '../../../../../src/shared/domain/tickets/deadlines.ts';
import type { TicketKind } from '../../../../../src/shared/domain/tickets/ticket.ts';

/** A moment in Shanghai. */
const shanghai = (text: string) => Date.parse(`${text}+08:00`);
const deadlineOf = (kind: TicketKind, urgency: Urgency, startedAt: number) =>
  presetDeadline(shippedRules, { kind, urgency, startedAt });

describe('a deadline of a year whose holidays are not known', () => {
  const kinds = ['consultation', 'help', 'complaint', 'report', 'suggestion', 'praise'] as const;
  const year = (at: number) => new Date(at + 8 * 3_600_000).getUTCFullYear();

  it.each([
    ['2026-12-24T10:00', '2026-12-31T10:00', undefined],
    ['2026-12-25T10:00', '2027-01-04T10:00', true],
    ['2027-04-26T10:00', '2027-05-03T10:00', true],
    ['2027-03-01T10:00', '2027-03-08T10:00', true],
    ['2024-06-03T10:00', '2024-06-10T10:00', true],
    ['2024-12-31T10:00', '2025-01-08T10:00', undefined],
    ['2025-12-31T10:00', '2026-01-08T10:00', undefined],
  ])('of 5 working days from %s is %s, provisional: %s', (from, due, provisional) => {
    const deadline = deadlineOf('help', 'ordinary', shanghai(from));
    expect([deadline.dueAt, deadline.provisional]).toEqual([shanghai(due), provisional]);
  });

  it('is provisional, or was counted wholly in known years and ends on no day off, from 2024 to 2028', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: shanghai('2024-01-01T00:00'), max: shanghai('2028-12-31T23:59') }),
        fc.constantFrom(...kinds),
        (from, kind) => {
          const { dueAt, provisional } = deadlineOf(kind, 'ordinary', from);
          const isKnown = year(from + 24 * 3_600_000) >= 2025 && year(dueAt) <= 2026;
          expect(provisional).toBe(isKnown ? undefined : true);
          expect(isWorkingDay(shippedCalendar, dueAt)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('of natural hours needs no calendar, and names none', () => {
    const deadline = deadlineOf('help', 'urgent', shanghai('2026-12-31T20:00'));
    expect(deadline).not.toHaveProperty('provisional');
    expect(deadline).not.toHaveProperty('calendar');
  });
});

describe('presetDeadline', () => {
  const friday = shanghai('2026-11-20T16:00');

  it.each([
    ['consultation', 'ordinary', '2026-11-23T16:00'],
    ['consultation', 'urgent', '2026-11-20T18:00'],
    ['help', 'urgent', '2026-11-21T16:00'],
    ['complaint', 'ordinary', '2026-11-27T16:00'],
    ['report', 'urgent', '2026-11-27T16:00'],
    ['suggestion', 'ordinary', '2026-11-27T16:00'],
    ['praise', 'ordinary', '2026-11-23T16:00'],
  ] as const)('gives %s, %s, of Friday afternoon until %s', (kind, urgency, due) => {
    const deadline = deadlineOf(kind, urgency, friday);
    expect(deadline.dueAt).toBe(shanghai(due));
    expect(deadline.rule).toMatch(/^预设：/u);
  });

  it('names its rule and the calendar that it was counted by', () => {
    expect(deadlineOf('help', 'ordinary', friday)).toMatchObject({
      ruleId: 'demand',
      calendar: 'cn-2026',
    });
  });
});

describe('presetRuleOf', () => {
  it.each([
    [{ rule: '预设：咨询 1 个工作日办结' }, 'consultation'],
    [{ rule: '预设：公共服务紧急件 24 小时内反馈结果' }, 'urgentMatter'],
    [{ rule: '班长指定' }, null],
    // The id is asked first: an extension that repeats the words is none of our presets.
    [{ rule: '预设：咨询 1 个工作日办结', ruleId: 'extension' }, null],
    [{ rule: '别的说法', ruleId: 'praise' }, 'praise'],
    [{ rule: '别的说法', ruleId: 'toString' }, null],
  ])('of %j is %s', (deadline, rule) => {
    expect(presetRuleOf(deadline)).toBe(rule);
  });
});
