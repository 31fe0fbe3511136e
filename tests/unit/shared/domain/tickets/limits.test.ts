import { describe, expect, it } from 'vitest';
import { limitsBodySchema } from '../../../../../src/shared/contract/office/limit-schemas.ts';
import {
  calendarWith,
  shippedCalendar,
} from '../../../../../src/shared/domain/office/calendar-data.ts';
import { shippedRules } from '../../../../../src/shared/domain/office/office-rules.ts';
import { presetDeadline } from '../../../../../src/shared/domain/tickets/deadlines.ts';
import {
  type LimitKey,
  isLimit,
  limitChanges,
  limitEnd,
  limitKeys,
  limitsWith,
  shippedLimits,
} from '../../../../../src/shared/domain/tickets/limits.ts';
import { settleProvisional } from '../../../../../src/shared/domain/tickets/settle-deadline.ts';
import { readLimits } from '../../../../../src/shared/kept/limit-rules.ts';
import { aYear } from '../../../../support/calendar-years.ts';
import { aTicket } from '../../../../support/hub-values.ts';

const at = Date.parse('2026-06-12T10:00+08:00');
const putting = (version: number, key: LimitKey, count: number) =>
  limitsWith(version, [{ key, unit: 'workingDays', count }]);

describe('presets of limits', () => {
  it('of the program: each key once in the order of reading, in the form that the boundary takes', () => {
    expect(new Set(limitKeys).size).toBe(limitKeys.length);
    expect(new Set(limitKeys)).toEqual(new Set(Object.keys(shippedLimits.limits)));
    const limits = limitKeys.map((key) => ({ key, ...shippedLimits.limits[key] }));
    expect(limitsBodySchema.parse({ limits })).toEqual({ limits });
    expect(limitsWith(0, limits)).toEqual(shippedLimits);
  });

  it('run in natural time on any day, or in working days', () => {
    const end = (unit: 'minutes' | 'hours' | 'workingDays', count: number) =>
      limitEnd({ unit, count }, at, shippedCalendar).at - at;
    expect([end('minutes', 5), end('hours', 2)]).toEqual([300_000, 7_200_000]);
    // A Friday.
    expect(end('workingDays', 1)).toBe(3 * 86_400_000);
  });

  it('are whole numbers within reason', () => {
    expect(isLimit({ unit: 'minutes', count: 1 })).toBe(true);
    expect([0, -1, 1.5, 1441].map((count) => isLimit({ unit: 'minutes', count }))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('tell the audit what is another one', () => {
    expect(limitChanges(shippedLimits, putting(1, 'demand', 7))).toEqual([
      'limit demand: 5 workingDays → 7 workingDays',
    ]);
  });

  it('that another release has kept are read by what is known of them, the rest is the program’s', () => {
    const body = JSON.stringify({
      limits: [
        { key: 'signIn.urgent', unit: 'minutes', count: 20, since: 4 },
        { key: 'later.urgent', unit: 'hours', count: 3 },
      ],
      more: true,
    });
    const { version, limits } = readLimits({ version: 3, body }) ?? shippedLimits;
    expect([version, limits['signIn.urgent'].count, limits.demand.count]).toEqual([3, 20, 5]);
    expect(readLimits({ version: 3, body: '{' })).toBeNull();
  });
});

describe('a deadline that a preset of the office has made', () => {
  it('says its version and its words, and none where the preset is the program’s', () => {
    const of = { kind: 'help', urgency: 'ordinary', startedAt: at } as const;
    expect(presetDeadline(shippedRules, of)).not.toHaveProperty('limits');
    expect(presetDeadline({ ...shippedRules, limits: putting(4, 'demand', 7) }, of)).toMatchObject({
      rule: '预设：求助、投诉 7 个工作日办结',
      ruleId: 'demand',
      limits: 4,
    });
  });

  it('is settled by the preset that made it, whatever was set since', () => {
    const openedAt = Date.parse('2026-12-30T10:00+08:00');
    const seven = putting(1, 'demand', 7);
    const of = { kind: 'help', urgency: 'ordinary', startedAt: openedAt } as const;
    const deadline = presetDeadline({ ...shippedRules, limits: seven }, of);
    const ticket = { ...aTicket(), kind: 'help' as const, openedAt, deadline };
    const calendar = calendarWith(1, [aYear(2027)]);
    const by = { at: openedAt + 1, workNo: '2001' };
    expect(settleProvisional(ticket, { calendar, limits: seven }, by)?.deadline).toMatchObject({
      dueAt: Date.parse('2027-01-12T10:00+08:00'),
      limits: 1,
      rule: '预设：求助、投诉 7 个工作日办结',
    });
  });
});
