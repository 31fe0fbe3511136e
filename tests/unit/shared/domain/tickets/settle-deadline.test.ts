import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarWith } from '../../../../../src/shared/domain/office/calendar-data.ts';
import { shippedRules } from '../../../../../src/shared/domain/office/office-rules.ts';
import { isWorkingDay } from '../../../../../src/shared/domain/office/calendar.ts';
import { readNote } from '../../../../../src/shared/domain/tickets/course-note.ts';
import { presetDeadline } from '../../../../../src/shared/domain/tickets/deadlines.ts';
import { settleProvisional } from '../../../../../src/shared/domain/tickets/settle-deadline.ts';
import {
  type Ticket,
  isOpen,
  ticketKinds,
  ticketSources,
  ticketStates,
} from '../../../../../src/shared/domain/tickets/ticket.ts';
import { aYear } from '../../../../support/calendar-years.ts';
import { aTicket } from '../../../../support/hub-values.ts';

const shanghai = (text: string) => Date.parse(`${text}+08:00`);
const openedAt = shanghai('2026-12-30T10:00');
const by = { at: openedAt + 60_000, workNo: '2001' };
const learned = { ...shippedRules, calendar: calendarWith(1, [aYear(2027)]) };
const demand = (startedAt: number): Ticket => ({
  ...aTicket(),
  kind: 'help',
  openedAt,
  deadline: presetDeadline(shippedRules, { kind: 'help', urgency: 'ordinary', startedAt }),
});

describe('settleProvisional', () => {
  it('counts a provisional deadline anew once its days are known, and tells both instants', () => {
    const ticket = demand(openedAt);
    expect(ticket.deadline).toMatchObject({
      dueAt: shanghai('2027-01-07T10:00'),
      provisional: true,
    });
    const settled = settleProvisional(ticket, learned, by);
    // 1 to 4 January are off.
    expect(settled?.deadline).toEqual({
      dueAt: shanghai('2027-01-08T10:00'),
      rule: '预设：求助、投诉 5 个工作日办结',
      ruleId: 'demand',
      calendar: 'cn-2026+1',
    });
    expect(settled?.revision).toBe(ticket.revision + 1);
    expect(settled?.course.slice(0, -1)).toEqual(ticket.course);
    const told = settled?.course.at(-1);
    expect(told).toMatchObject({ byWorkNo: '2001', at: by.at, kind: 'note' });
    expect(readNote(told?.note ?? '')).toEqual([
      {
        kind: 'fact',
        code: 'dueSettled',
        value: '2027-01-07 10:00:00 → 2027-01-08 10:00:00 预设：求助、投诉 5 个工作日办结',
      },
    ]);
  });

  it('settles one that an older release kept, which names no rule by id', () => {
    const ticket = demand(openedAt);
    const { dueAt = 0, rule = '' } = ticket.deadline ?? {};
    const old: Ticket = { ...ticket, deadline: { dueAt, rule, provisional: true } };
    expect(settleProvisional(old, learned, by)?.deadline).toEqual(
      settleProvisional(ticket, learned, by)?.deadline,
    );
  });

  it('does nothing while the days are unknown, and nothing a second time, whatever the calendar says then', () => {
    const ticket = demand(openedAt);
    expect(settleProvisional(ticket, shippedRules, by)).toBeNull();
    const settled = settleProvisional(ticket, learned, by);
    const calendar = calendarWith(2, [{ ...aYear(2027), daysOff: [] }]);
    const other = { ...shippedRules, calendar };
    expect(settled && settleProvisional(settled, other, by)).toBeNull();
  });

  it('moves open tickets’ own presets only, never what the city, the lead or an extension gave', () => {
    const given = [
      { rule: '市级平台派件时限，原样沿用' },
      { rule: '班长指定' },
      { rule: '预设：求助、投诉 5 个工作日办结', ruleId: 'extension' },
    ];
    fc.assert(
      fc.property(
        fc.record({
          source: fc.constantFrom(...ticketSources),
          state: fc.constantFrom(...ticketStates),
          kind: fc.constantFrom(...ticketKinds),
          others: fc.option(fc.constantFrom(...given)),
          startedAt: fc.integer({
            min: shanghai('2026-12-01T00:00'),
            max: shanghai('2028-02-01T00:00'),
          }),
        }),
        ({ source, state, kind, others, startedAt }) => {
          const preset = presetDeadline(shippedRules, { kind, urgency: 'ordinary', startedAt });
          const deadline = others ? { ...preset, ruleId: undefined, ...others } : preset;
          const ticket: Ticket = {
            ...aTicket(),
            source,
            state,
            kind,
            openedAt: startedAt,
            deadline,
          };
          const settled = settleProvisional(ticket, learned, by);
          const known = presetDeadline(learned, { kind, urgency: 'ordinary', startedAt });
          const isDue =
            preset.provisional === true &&
            known.provisional === undefined &&
            others === null &&
            source !== 'cityPlatform' &&
            // What follows another ticket may come back with its own deadline.
            (isOpen(ticket) || state === 'merged');
          expect(settled?.deadline ?? null).toEqual(isDue ? known : null);
          expect(isWorkingDay(learned.calendar, settled?.deadline?.dueAt ?? by.at)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
