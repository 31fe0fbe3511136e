import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippedRules } from '../../../../../src/shared/domain/office/office-rules.ts';
import {
  type LimitPresets,
  limitKeys,
  limitUnits,
  limitsWith,
} from '../../../../../src/shared/domain/tickets/limits.ts';
import { nextClock } from '../../../../../src/shared/domain/tickets/step-clocks.ts';
import type { Ticket } from '../../../../../src/shared/domain/tickets/ticket.ts';
import { assignIt, takeCourse } from '../../../../support/course-ticket.ts';
import { lives, play } from '../../../../support/ticket-lives.ts';

/** What the office may set. */
const presets = fc
  .array(
    fc.record({
      key: fc.constantFrom(...limitKeys),
      unit: fc.constantFrom(...limitUnits),
      count: fc.integer({ min: 1, max: 100 }),
    }),
    { minLength: 1, maxLength: limitKeys.length },
  )
  .map((put) => limitsWith(1, put));
const rulesWith = (limits: LimitPresets) => ({ ...shippedRules, limits });

const clocksOf = (ticket: Ticket | null) => ticket?.work?.clocks ?? [];

describe('laws of presets', () => {
  it('a preset that is changed rewrites no limit that is there, whatever is done then; what begins then names its version', () => {
    let begun = 0;
    fc.assert(
      fc.property(lives, presets, fc.nat(6), (life, limits, at) => {
        const taken = play(life, (index) => (index < at ? shippedRules : rulesWith(limits)));
        for (const { before, after } of taken) {
          const known = new Set<string>();
          for (const { stoppedAt: _, urgedAt: __, ...clock } of clocksOf(before)) {
            known.add(JSON.stringify(clock));
            expect(clocksOf(after)).toContainEqual(expect.objectContaining(clock));
          }
          for (const { stoppedAt: _, urgedAt: __, ...clock } of clocksOf(after)) {
            if (known.has(JSON.stringify(clock)) || clock.limits === undefined) continue;
            begun += 1;
            expect(clock.limits).toBe(1);
          }
        }
      }),
      { numRuns: 200 },
    );
    // The law is about something.
    expect(begun).toBeGreaterThan(20);
  });

  it('counts for the clocks that begin after it, and for no other', () => {
    const course = takeCourse();
    course.take('agent', assignIt);
    const [sign] = course.work().clocks.filter(({ step }) => step === 'departmentSign');
    const limits = limitsWith(1, [
      { key: 'departmentSign.ordinary', unit: 'minutes', count: 7 },
      { key: 'audit.ordinary', unit: 'minutes', count: 7 },
    ]);
    course.ruleBy(rulesWith(limits));
    course.pass(60_000);
    course.take('agent', { kind: 'message', text: '请尽快' });
    expect(nextClock(course.work(), ['departmentSign'])).toEqual(sign);
    course.take('department', { kind: 'departmentSign' });
    const reported = {
      kind: 'submitResult',
      facts: '堵塞',
      cause: '',
      action: '疏通',
      doneOn: '2026-06-15',
      internal: '',
      publicReply: '已疏通',
    } as const;
    course.take('department', reported);
    expect(nextClock(course.work(), ['audit'])).toMatchObject({
      ruleId: 'audit.ordinary',
      limits: 1,
      dueAt: course.now() + 7 * 60_000,
    });
  });

  it('keeps the outer deadline that stands until kind or urgency are corrected, and counts that by what is set then', () => {
    const demand = { kind: 'help', source: 'phone' } as const;
    const dueAt = Date.UTC(2026, 5, 19, 1);
    const deadline = { dueAt, rule: '预设：求助、投诉 5 个工作日办结', ruleId: 'demand' };
    const course = takeCourse({ ...demand, deadline });
    course.ruleBy(rulesWith(limitsWith(1, [{ key: 'consultation', unit: 'hours', count: 3 }])));
    course.take('agent', { kind: 'edit', changes: { content: '补充' } });
    expect(course.ticket().deadline).toEqual(deadline);
    course.take('agent', { kind: 'edit', changes: { kind: 'consultation' } });
    expect(course.ticket().deadline).toMatchObject({
      dueAt: course.ticket().openedAt + 3 * 3_600_000,
      ruleId: 'consultation',
      limits: 1,
    });
  });
});
