import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { monthOf } from '../../../src/shared/domain/tickets/department-figures.ts';
import type { TicketAction } from '../../../src/shared/domain/tickets/ticket-action.ts';
import type { Ticket } from '../../../src/shared/domain/tickets/ticket.ts';
import { assignIt, resultOfIt, takeCourse } from '../../support/course-ticket.ts';
import { codeOf, hubClient, signInAt } from '../../support/hub-client.ts';
import {
  aFullIntake,
  aTicketSave,
  ofDepartment,
  testPassword,
  testSeed,
} from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const firstPage = { limit: 20, offset: 0 };

describe('a department at the hub', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub(testSeed([ofDepartment(), ofDepartment('5002', 'group.water')]));
  });
  afterEach(() => hub.stop());

  const ofDesk = async (workNo: string) => (await signInAt(hub.url(), workNo)).client;
  const of = async (workNo = '5001') => {
    const credentials = { workNo, password: testPassword, deskId: randomUUID() };
    const session = await hubClient(hub.url()).auth.signIn({ ...credentials, page: 'department' });
    return hubClient(hub.url(), session.accessToken).department;
  };
  const number = '19900000123';
  /** A ticket that an agent has taken and the lead gives on. */
  const given = async (
    changes: Partial<ReturnType<typeof aFullIntake>> = {},
    to: Partial<Extract<TicketAction, { kind: 'assign' }>> = {},
  ) => {
    const ticketId = randomUUID();
    const intake = { ...aFullIntake(), kind: 'help', requesterNumber: number, ...changes } as const;
    const at = hub.clock.now();
    const save = aTicketSave(ticketId, { at, changes: intake });
    const lead = await ofDesk('2001');
    const submit = (command: object) =>
      lead.commands.submit({ commandId: randomUUID(), command: command as typeof save });
    expect(await submit(save)).toEqual({ kind: 'accepted' });
    const act = async (action: TicketAction) =>
      expect(await submit({ ...save, base: null, action, at: hub.clock.now() })).toEqual({
        kind: 'accepted',
      });
    await act({ ...assignIt, ...to });
    return { ticketId, act };
  };
  const audited = async (action: string) => {
    const lead = await ofDesk('2001');
    const any = { before: null, from: null, to: null, workNo: null, deskId: null, subjectId: null };
    const { lines } = await lead.audit.list({ ...any, action, limit: 50 });
    return lines.map(({ workNo, subjectId, code }) => ({ workNo, subjectId, code }));
  };

  it('signs, contacts, reports and asks; the desks hear of it by the feed', async () => {
    const { ticketId } = await given();
    const department = await of();
    const { items, counts } = await department.list({ tab: 'toSign', ...firstPage });
    expect(items).toMatchObject([{ ticketId, tab: 'toSign', clock: { step: 'departmentSign' } }]);
    expect(counts).toEqual({ toSign: 1, inHandling: 0, withDesk: 0, done: 0 });
    const act = async (action: Parameters<typeof department.act>[0]['action']) => {
      const { revision } = await department.get({ ticketId });
      return department.act({ commandId: randomUUID(), ticketId, revision, action });
    };
    expect(await act(resultOfIt)).toEqual({ kind: 'refused', code: 'ticket.stepNotNow' });
    for (const action of [
      { kind: 'departmentSign' },
      { kind: 'firstContact', isReached: true, note: '已说明' },
      { kind: 'message', text: '今晚施工' },
      resultOfIt,
    ] as const)
      expect(await act(action)).toEqual({ kind: 'accepted' });
    expect(await department.get({ ticketId })).toMatchObject({
      tab: 'withDesk',
      results: [{ facts: resultOfIt.facts }],
      messages: [{ from: 'department', text: '今晚施工' }],
    });
    const desk = await ofDesk('1001');
    const { changes } = await desk.changes.pull({ since: 0, limit: 1000 });
    const states = changes.map(({ entity, body }) =>
      entity === 'ticket' && body.ticketId === ticketId ? body.state : null,
    );
    expect(states).toContain('awaitingAudit');
    expect((await audited('ticketChanged')).filter(({ workNo }) => workNo === '5001')).toHaveLength(
      4,
    );
    expect(await audited('ticketsRead')).toContainEqual({
      workNo: '5001',
      subjectId: ticketId,
      code: null,
    });
  });

  it('gives a command that comes again the answer of the first time', async () => {
    const { ticketId } = await given();
    const department = await of();
    const { revision } = await department.get({ ticketId });
    const action = { kind: 'message', text: '一次' } as const;
    const asked = { commandId: randomUUID(), ticketId, revision, action };
    for (const _ of [1, 2]) expect(await department.act(asked)).toEqual({ kind: 'accepted' });
    expect((await department.get({ ticketId })).messages).toHaveLength(1);
    const others = { ...asked, action: { ...action, text: '另一次' } };
    expect(await department.act(others)).toEqual({ kind: 'refused', code: 'input.invalid' });
  });

  it('has nothing to do with tickets of others, nor learns which there are', async () => {
    const { ticketId } = await given({}, { assistIds: [] });
    const other = await of('5002');
    const { items, counts } = await other.list({ tab: 'toSign', ...firstPage });
    expect([items, counts.toSign]).toEqual([[], 0]);
    for (const id of [ticketId, randomUUID()]) {
      expect(await codeOf(other.get({ ticketId: id }))).toBe('ticket.notFound');
      expect(await codeOf(other.numberShown({ ticketId: id }))).toBe('ticket.notFound');
      const command = { commandId: randomUUID(), ticketId: id, revision: 1 };
      expect(await other.act({ ...command, action: { kind: 'departmentSign' } })).toEqual({
        kind: 'refused',
        code: 'ticket.notFound',
      });
    }
  });

  it('is told its own month, and nothing of what it only assists with or of a report about its own people', async () => {
    const { ticketId } = await given();
    await given({}, { leadId: 'group.water', assistIds: ['bureau.jianghan'] });
    await given({ kind: 'report' });
    const department = await of();
    const month = monthOf(hub.clock.now());
    const before = await department.figures({ month });
    expect(before).toMatchObject({ received: 2, steps: { departmentSign: { open: 2 } } });
    hub.clock.advance(40 * 24 * 3_600_000);
    const again = await of();
    const { late, steps } = await again.figures({ month });
    expect(steps.departmentSign).toEqual({ inTime: 0, late: 2, open: 0 });
    expect(late.filter((one) => one.ticketId === ticketId).length).toBeGreaterThan(1);
  });

  it('has in its figures of a month what was done and ended before the month whose limit it was', async () => {
    const deadline = { dueAt: Date.UTC(2026, 7, 1), rule: '约定' };
    const course = takeCourse({ ticketId: randomUUID(), ticketNo: 'SW20260612-0900', deadline });
    course.pass(18 * 24 * 3_600_000);
    course.take('lead', assignIt);
    course.take('department', { kind: 'departmentSign' });
    course.take('department', resultOfIt);
    const closedAt = course.now();
    const ticket: Ticket = {
      ...course.ticket(),
      state: 'archived',
      closedAs: null,
      closedAt,
    };
    await hub.stop();
    hub = await startTestHub({ ...testSeed([ofDepartment()]), tickets: [ticket] });
    expect(monthOf(closedAt)).toBe('2026-06');
    const { steps } = await (await of()).figures({ month: '2026-07' });
    expect(steps.result).toEqual({ inTime: 1, late: 0, open: 0 });
  });

  it('loses a ticket that is given to another, which then has it', async () => {
    const { ticketId, act } = await given();
    const { decidedBy: _, authority: __, ...to } = assignIt;
    await act({ ...to, kind: 'reassign', leadId: 'group.water', reason: '管网' });
    expect(await codeOf((await of()).get({ ticketId }))).toBe('ticket.notFound');
    expect((await (await of('5002')).list({ tab: 'toSign', ...firstPage })).items).toHaveLength(1);
  });

  it('is shown whom to call, and that is in the audit; not of a report of wrongdoing', async () => {
    const { ticketId } = await given();
    const department = await of();
    const covered = await department.get({ ticketId });
    expect(JSON.stringify(covered)).not.toContain(number);
    expect(await department.numberShown({ ticketId })).toMatchObject({ requesterNumber: number });
    const secret = await given({ kind: 'report', categoryCode: 'enforcement.staff' });
    expect(await codeOf(department.numberShown({ ticketId: secret.ticketId }))).toBe(
      'ticket.confidential',
    );
    expect(await audited('numberShown')).toEqual([
      { workNo: '5001', subjectId: secret.ticketId, code: 'ticket.confidential' },
      { workNo: '5001', subjectId: ticketId, code: null },
    ]);
  });
});
