import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aYear } from '../../support/calendar-years.ts';
import { assignIt } from '../../support/course-ticket.ts';
import { codeOf, signInAt } from '../../support/hub-client.ts';
import { aFullIntake, aTicketSave, testSeed } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const minuteMs = 60_000;
const shanghai = (text: string) => Date.parse(`${text}+08:00`);

describe('presets of limits as the office’s rule at the hub', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub(testSeed());
  });
  afterEach(() => hub.stop());

  const at = (workNo: string) => signInAt(hub.url(), workNo);
  const put = async (workNo: string, seen: number, key: string, count: number) => {
    const { client } = await at(workNo);
    const limits = [{ key, unit: 'minutes' as const, count }];
    return client.office.putLimits({ seen, limits });
  };
  const audited = async () => {
    const any = { before: null, from: null, to: null, workNo: null, deskId: null, subjectId: null };
    const { client } = await at('9001');
    return (await client.audit.list({ ...any, action: 'officeRuleSet', limit: 50 })).lines;
  };
  /** As a desk sends it that carried it out at `doneAt`. */
  const sent = async (ticketId: string, what: object, doneAt: number) => {
    const { client } = await at('1001');
    const command = { ...aTicketSave(ticketId, { at: doneAt }), ...what };
    expect(await client.commands.submit({ commandId: randomUUID(), command })).toEqual({
      kind: 'accepted',
    });
    const { changes } = await client.changes.pull({ since: 0, limit: 100 });
    const bodies = changes.flatMap((one) =>
      one.entity === 'ticket' && one.body.ticketId === ticketId ? [one.body] : [],
    );
    return bodies.at(-1);
  };
  const save = { action: { kind: 'edit', changes: { ...aFullIntake(), kind: 'help' } } };
  const assign = { base: null, action: assignIt };

  it('is versioned, with who, when, before and after; the second of two editors is told', async () => {
    expect(await put('2001', 0, 'departmentSign.utility', 45)).toEqual({ version: 1 });
    expect(await codeOf(put('9001', 0, 'audit.urgent', 45))).toBe('office.conflict');
    expect(await put('9001', 0, 'departmentSign.utility', 45)).toEqual({ version: 1 });
    expect(await put('9001', 1, 'departmentSign.utility', 50)).toEqual({ version: 2 });
    expect(await audited()).toMatchObject([
      { workNo: '9001', detail: 'limit departmentSign.utility: 45 minutes → 50 minutes' },
      { workNo: '2001', detail: 'limit departmentSign.utility: 30 minutes → 45 minutes' },
    ]);
  });

  it('takes no limit that there is not, and none out of reason', async () => {
    expect(await codeOf(put('2001', 0, 'nothing.urgent', 45))).toBe('input.invalid');
    expect(await codeOf(put('2001', 0, 'audit.urgent', 0))).toBe('input.invalid');
    expect(await codeOf(put('2001', 0, 'audit.urgent', 1441))).toBe('input.invalid');
    expect(await audited()).toEqual([]);
  });

  it('counts for what begins after it: neither what runs, nor what began on a desk that was cut off', async () => {
    const [early, late] = [randomUUID(), randomUUID()];
    await sent(early, save, hub.clock.now());
    const before = await sent(early, assign, hub.clock.now());
    const clock = before?.work?.clocks.find(({ step }) => step === 'departmentSign');
    expect(clock).toMatchObject({ dueAt: (clock?.startedAt ?? 0) + 30 * minuteMs });
    expect(clock).not.toHaveProperty('limits');

    hub.clock.advance(10 * minuteMs);
    const cutOff = hub.clock.now();
    hub.clock.advance(10 * minuteMs);
    await put('2001', 0, 'departmentSign.utility', 45);
    hub.clock.advance(10 * minuteMs);
    const after = await sent(early, { action: { kind: 'edit', changes: {} } }, hub.clock.now());
    expect(after?.work?.clocks).toEqual(before?.work?.clocks);

    // Begun without the hub, before the office has set it.
    await sent(late, save, cutOff);
    const brought = await sent(late, assign, cutOff);
    const ofThen = brought?.work?.clocks.find(({ step }) => step === 'departmentSign');
    expect(ofThen).toMatchObject({ startedAt: cutOff, dueAt: cutOff + 30 * minuteMs });
    expect(ofThen).not.toHaveProperty('limits');

    const again = { ...assignIt, kind: 'reassign', leadId: 'group.water', reason: '更正' } as const;
    const { decidedBy: _by, authority: _of, ...action } = again;
    const now = hub.clock.now();
    const anew = await sent(late, { base: null, action }, now);
    expect(anew?.work?.clocks.at(-1)).toBeDefined();
    expect(anew?.work?.clocks.findLast(({ step }) => step === 'departmentSign')).toMatchObject({
      startedAt: now,
      dueAt: now + 45 * minuteMs,
      limits: 1,
    });
  });

  it('settles a provisional deadline by the preset that made it', async () => {
    hub.clock.advance(shanghai('2026-12-30T10:00') - hub.clock.now());
    const ticketId = randomUUID();
    const opened = await sent(ticketId, save, hub.clock.now());
    expect(opened?.deadline).toMatchObject({ provisional: true, ruleId: 'demand' });
    const { client } = await at('2001');
    const limits = [{ key: 'demand', unit: 'workingDays' as const, count: 20 }];
    await client.office.putLimits({ seen: 0, limits });
    expect(await client.office.putCalendarYear({ year: aYear(2027) })).toEqual({
      version: 1,
      settled: 1,
    });
    const { changes } = await client.changes.pull({ since: 0, limit: 100 });
    const settled = changes.flatMap((one) =>
      one.entity === 'ticket' && one.body.ticketId === ticketId ? [one.body.deadline] : [],
    );
    expect(settled.at(-1)).toMatchObject({
      dueAt: shanghai('2027-01-08T10:00'),
      rule: '预设：求助、投诉 5 个工作日办结',
    });
  });
});
