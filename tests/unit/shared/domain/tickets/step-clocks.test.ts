import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippedCalendar } from '../../../../../src/shared/domain/office/calendar-data.ts';
import { shippedRules } from '../../../../../src/shared/domain/office/office-rules.ts';
import { isWorkingDay } from '../../../../../src/shared/domain/office/calendar.ts';
import {
  alarmOf,
  lastMoment,
  nextClock,
  startClock as startBy,
  stopClocks,
} from '../../../../../src/shared/domain/tickets/step-clocks.ts';
import { clockSteps, noWork } from '../../../../../src/shared/domain/tickets/ticket-work.ts';

const startClock = (
  ticket: Parameters<typeof startBy>[0],
  step: Parameters<typeof startBy>[1]['step'],
  startedAt: number,
) => startBy(ticket, { step, startedAt, rules: shippedRules });

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** A Friday morning. */
const at = Date.UTC(2026, 5, 12, 1);
const ordinary = { flags: [], categoryCode: 'rivers.waste', deadline: null, openedAt: at };
const utility = { ...ordinary, categoryCode: 'supply.pressure' };
const urgent = { ...ordinary, flags: ['urgent'] as const };

describe('the clock of a step', () => {
  it.each([
    ['signIn', urgent, 15 * minuteMs],
    ['signIn', utility, 30 * minuteMs],
    ['signIn', ordinary, hourMs],
    ['assign', urgent, 5 * minuteMs],
    ['departmentSign', urgent, 15 * minuteMs],
    ['firstContact', urgent, 2 * hourMs],
    // Over a weekend.
    ['departmentSign', ordinary, 3 * dayMs],
    ['result', urgent, dayMs],
    ['approve', ordinary, 2 * hourMs],
  ] as const)('of %s runs by how fast the demand must move', (step, ticket, lengthMs) => {
    expect(startClock(ticket, step, at)).toMatchObject({
      step,
      startedAt: at,
      dueAt: at + lengthMs,
    });
  });

  it('of a second handling is three working days, and a day where it is urgent', () => {
    const again = { work: { ...noWork, reworks: 1 } };
    // Over a weekend.
    expect(startClock({ ...ordinary, ...again }, 'result', at)).toMatchObject({
      dueAt: at + 5 * dayMs,
      ruleId: 'result.again',
    });
    expect(startClock({ ...urgent, ...again }, 'result', at).dueAt).toBe(at + dayMs);
    expect(startClock({ ...ordinary, ...again }, 'departmentSign', at).ruleId).toBe(
      'departmentSign.ordinary',
    );
  });

  it('leaves the desk its buffer: a working day of the outer limit, a quarter of a short one', () => {
    const outer = (lengthMs: number) => ({
      ...ordinary,
      deadline: { dueAt: at + lengthMs, rule: '市级平台时限' },
    });
    expect(startClock(outer(3 * dayMs), 'result', at)).toMatchObject({
      dueAt: at + 2 * dayMs,
      ruleId: 'result.outer',
    });
    expect(startClock(outer(8 * hourMs), 'result', at).dueAt).toBe(at + 6 * hourMs);
    expect(startClock(outer(3 * dayMs), 'reply', at + dayMs).dueAt).toBe(
      at + 3 * dayMs - 2 * hourMs,
    );
  });

  it('never ends before it has begun or behind the outer deadline, and by working days on none off', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...clockSteps),
        fc.constantFrom(ordinary, utility, urgent),
        fc.option(fc.integer({ min: -2 * dayMs, max: 30 * dayMs })),
        fc.integer({ min: 0, max: 150 * dayMs }),
        (step, kind, outerMs, startedMs) => {
          const startedAt = at + startedMs;
          const deadline =
            outerMs === null ? null : { dueAt: startedAt + outerMs, rule: '市级平台时限' };
          const clock = startClock({ ...kind, openedAt: startedAt, deadline }, step, startedAt);
          const byWorkingDays = !deadline && (clock.dueAt - startedAt) % dayMs === 0;
          expect({
            begins: clock.dueAt >= startedAt,
            isWithin: !deadline || clock.dueAt <= Math.max(startedAt, deadline.dueAt),
            isOnWorkingDay:
              !byWorkingDays ||
              clock.dueAt <= startedAt + dayMs ||
              isWorkingDay(shippedCalendar, clock.dueAt),
          }).toEqual({ begins: true, isWithin: true, isOnWorkingDay: true });
        },
      ),
    );
  });

  it('is a guess as what it was taken from is: days of an unknown year, or the outer deadline', () => {
    const late = Date.UTC(2026, 11, 31, 1);
    const ofYearsEnd = { ...ordinary, openedAt: late };
    expect(startClock(ofYearsEnd, 'result', late)).toMatchObject({
      ruleId: 'result.ordinary',
      isGuess: true,
    });
    const byHours = startClock(ofYearsEnd, 'approve', late);
    expect(byHours.ruleId).toBe('approve.ordinary');
    expect(byHours).not.toHaveProperty('isGuess');
    expect(startClock(ordinary, 'result', at)).not.toHaveProperty('isGuess');
    const within = { dueAt: late + 3 * dayMs, rule: '市级平台时限' };
    const firm = startClock({ ...ofYearsEnd, deadline: within }, 'result', late);
    expect(firm.ruleId).toBe('result.outer');
    expect(firm).not.toHaveProperty('isGuess');
    const guessed = { ...ofYearsEnd, deadline: { ...within, provisional: true as const } };
    expect(startClock(guessed, 'result', late)).toMatchObject({
      ruleId: 'result.outer',
      isGuess: true,
    });
  });

  it('stops once, and the one that runs out first is next', () => {
    const clocks = [startClock(ordinary, 'result', at), startClock(ordinary, 'signIn', at)];
    const work = { ...noWork, clocks };
    expect(nextClock(work)?.step).toBe('signIn');
    const stopped = { ...work, clocks: stopClocks(work, ['signIn'], at + 1) };
    expect(nextClock(stopped)?.step).toBe('result');
    // What the department owes hides nothing that the desk does.
    expect(nextClock(work, ['result', 'audit'])?.step).toBe('result');
    expect(stopClocks(stopped, 'all', at + 2).map(({ stoppedAt }) => stoppedAt)).toEqual([
      at + 2,
      at + 1,
    ]);
    expect(nextClock({ ...stopped, clocks: stopClocks(stopped, 'all', at + 2) })).toBeNull();
    expect(nextClock(undefined)).toBeNull();
  });

  it('warns at half, at four fifths, two hours before, and when it is late', () => {
    const clock = { step: 'result', startedAt: at, dueAt: at + 100 * hourMs, ruleId: 'r' } as const;
    const after = (hours: number) => alarmOf(clock, at + hours * hourMs);
    expect([0, 49, 50, 79, 80, 97].map(after)).toEqual([
      'calm',
      'calm',
      'half',
      'half',
      'near',
      'near',
    ]);
    expect([98, 100, 101].map(after)).toEqual(['last', 'last', 'late']);
    // A quarter of an hour is not in its last hours from the start.
    expect(alarmOf({ ...clock, dueAt: at + 15 * minuteMs }, at)).toBe('calm');
  });

  it('names the last moment at which a step still keeps the outer promise', () => {
    const ticket = { ...ordinary, deadline: { dueAt: at + 5 * dayMs, rule: '市级平台时限' } };
    expect(lastMoment(ticket, 'assign')).toBe(at + 4 * dayMs);
    expect(lastMoment(ticket, 'reply')).toBe(at + 5 * dayMs);
    expect(lastMoment(ordinary, 'assign')).toBeNull();
    expect(lastMoment(ticket, 'application')).toBeNull();
    const short = { ...ordinary, deadline: { dueAt: at + 2 * hourMs, rule: '市级平台时限' } };
    expect(lastMoment(short, 'assign')).toBe(at + hourMs);
  });
});
