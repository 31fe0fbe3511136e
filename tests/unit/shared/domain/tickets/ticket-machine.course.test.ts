import { describe, expect, it } from 'vitest';
import { shippedRules } from '../../../../../src/shared/domain/office/office-rules.ts';
import { intakeOf } from '../../../../../src/shared/domain/tickets/intake-merge.ts';
import type { TicketAction } from '../../../../../src/shared/domain/tickets/ticket-action.ts';
import {
  type DecisionContext,
  decideSent,
  decideTicket,
} from '../../../../../src/shared/domain/tickets/ticket-machine.ts';
import {
  type Intake,
  type Ticket,
  emptyIntake,
} from '../../../../../src/shared/domain/tickets/ticket.ts';
import { noWork } from '../../../../../src/shared/domain/tickets/ticket-work.ts';

const complete: Intake = {
  ...emptyIntake,
  kind: 'consultation',
  categoryCode: 'supply.pressure',
  district: '江汉区',
  address: '示例路 18 号',
  content: '六楼水压低',
  answer: '已说明',
  citations: [{ entryId: 'e1', entryNo: 'K-0201', version: 5, title: '水压' }],
};
const at = Date.UTC(2026, 5, 12, 2);
const context: DecisionContext = {
  at,
  workNo: '1003',
  role: 'agent',
  numberKeyOf: (typed) => (typed === '' ? null : `+86${typed}`),
  eventId: 'ev',
  rules: shippedRules,
};
const command = (
  action: TicketAction,
  ticket: Ticket | null,
  call: { callId: string; recordingId: string | null } | null = null,
) => ({
  ticketId: 't1',
  ticketNo: 'SW20260612-1003-001',
  base: ticket && { revision: ticket.revision, intake: intakeOf(ticket) },
  call,
  action,
});
function saved(
  changes: Partial<Intake>,
  {
    ticket = null,
    call = null,
    facts = {},
  }: {
    ticket?: Ticket | null;
    call?: { callId: string; recordingId: string | null } | null;
    facts?: Partial<DecisionContext>;
  } = {},
): Ticket {
  const decision = decideTicket(ticket, command({ kind: 'edit', changes }, ticket, call), {
    ...context,
    ...facts,
  });
  if (decision.kind !== 'accepted') throw new Error(decision.code);
  return decision.ticket;
}
const last = (ticket: Ticket) => {
  const entry = ticket.course.at(-1);
  return [entry?.kind, entry?.note];
};
const opened = saved(complete);
const urgent: Partial<Intake> = { categoryCode: 'supply.leak' };

describe('a ticket that is opened', () => {
  it('has nothing that nobody has said', () => {
    expect(saved({})).toEqual({
      ...emptyIntake,
      ticketId: 't1',
      ticketNo: 'SW20260612-1003-001',
      source: 'other',
      state: 'screening',
      flags: [],
      numberKey: null,
      handler: '工号 1003',
      urgedCount: 0,
      deadline: null,
      openedAt: at,
      updatedAt: at,
      closedAt: null,
      closedAs: null,
      closedByWorkNo: null,
      callbackOwed: false,
      satisfaction: null,
      callIds: [],
      recordingIds: [],
      course: [{ eventId: 'ev:opened', at, byWorkNo: '1003', kind: 'opened', note: '' }],
      // To be handed over, or answered, within a quarter of an hour.
      work: {
        ...noWork,
        clocks: [
          { step: 'assign', startedAt: at, dueAt: at + 15 * 60_000, ruleId: 'assign.ordinary' },
        ],
      },
      revision: 1,
    });
  });
});

describe('the course of a ticket', () => {
  it('has one line for what was changed, and none when a call was linked and nothing else', () => {
    expect(last(saved({ address: '二号' }, { ticket: opened }))).toEqual([
      'edited',
      'address: “示例路 18 号” → “二号”',
    ]);
    const call = { callId: 'c1', recordingId: null };
    const linked = saved({}, { ticket: opened, call });
    expect(linked.course.slice(1).map(({ kind, note }) => [kind, note])).toEqual([
      ['callLinked', ''],
    ]);
    expect(saved({}, { ticket: linked, call }).course.slice(2)).toMatchObject([
      { kind: 'edited', note: '' },
    ]);
    const both = saved({ address: '二号' }, { ticket: opened, call });
    expect(both.course.slice(1).map(({ kind }) => kind)).toEqual(['edited', 'callLinked']);
    expect(last(saved({}, { ticket: opened }))).toEqual(['edited', '']);
  });

  it('says that it is urgent now, and that it is no more', () => {
    const later = { facts: { at: at + 1 } };
    const now = saved(urgent, { ticket: opened, ...later });
    const [kind, note] = last(now);
    expect(kind).toBe('edited');
    const isUrgent = now.flags.includes('urgent');
    expect(note?.includes('urgent: on')).toBe(isUrgent);
    const back = saved({ categoryCode: 'supply.pressure' }, { ticket: now, ...later });
    expect(last(back)[1]?.includes('urgent: off')).toBe(isUrgent);
    expect(isUrgent).toBe(true);
    expect(last(saved({ address: '二号' }, { ticket: now }))[1]).not.toContain('urgent');
  });

  it('says who brought it in and when it was said, where that is more than a minute from when it was heard', () => {
    const heard = (receivedAt: number, saidAt: number, countedAt = saidAt) =>
      last(
        saved(
          { address: '二号' },
          { ticket: opened, facts: { at: countedAt, heard: { receivedAt, saidAt } } },
        ),
      )[1]?.split('\n');
    const changed = 'address: “示例路 18 号” → “二号”';
    expect(heard(at + 59_999, at)).toEqual([changed]);
    expect(heard(at, at + 59_999)).toEqual([changed]);
    expect(heard(at + 60_000, at)).toEqual([
      changed,
      'saidAt: 2026-06-12 10:00:00',
      'receivedAt: 2026-06-12 10:01:00',
    ]);
    expect(heard(at, at + 60_000, at)).toEqual([
      changed,
      'saidAtNotTaken: 2026-06-12 10:01:00',
      'receivedAt: 2026-06-12 10:00:00',
    ]);
    const brought = saved({ address: '二号' }, { ticket: opened, facts: { broughtInBy: '1001' } });
    expect(last(brought)[1]?.split('\n')).toEqual([changed, 'broughtInBy: 1001']);
  });
});

describe('a number', () => {
  it('keeps its key while it is the same, also where it can no longer be looked up', () => {
    const first = saved({ requesterNumber: '19900000123' }, { ticket: opened });
    expect(first.numberKey).toBe('+8619900000123');
    const lost = { facts: { numberKeyOf: () => null } };
    expect(saved({ address: 'x' }, { ticket: first, ...lost }).numberKey).toBe('+8619900000123');
    expect(saved({ requesterNumber: '1' }, { ticket: first, ...lost }).numberKey).toBeNull();
    expect(saved({ requesterNumber: '' }, { ticket: first }).numberKey).toBeNull();
  });
});

describe('a closing that a desk has carried out already', () => {
  const close: TicketAction = { kind: 'close', changes: {}, closeAs: 'selfHandled' };
  const assigned: Ticket = { ...opened, state: 'inHandling' };

  it('of what the flow does not let be closed saves the words, and says why it stays open', () => {
    const sent = { ...close, changes: { answer: '已修好' } };
    const { decision, notClosed } = decideSent(assigned, command(sent, assigned), context);
    expect(notClosed).toBeDefined();
    if (decision.kind !== 'accepted') throw new Error(decision.code);
    expect(decision.ticket).toMatchObject({
      answer: '已修好',
      closedAt: null,
      state: 'inHandling',
    });
    expect(last(decision.ticket)[1]).toContain(`notClosed: ${notClosed}`);
    const { decision: asked } = decideSent(assigned, command(close, assigned), context);
    expect(asked.kind).toBe('accepted');
  });

  it('of what can be closed is that', () => {
    const { decision, notClosed } = decideSent(opened, command(close, opened), context);
    expect(notClosed).toBeUndefined();
    expect(decision).toMatchObject({ kind: 'accepted', ticket: { closedAs: 'selfHandled' } });
  });

  it('that is refused for what is missing or changed stays refused, and so does what is no closing', () => {
    const bare = saved({});
    const missing = decideSent(bare, command(close, bare), context);
    expect(missing).toMatchObject({ decision: { kind: 'refused', code: 'ticket.fieldsMissing' } });
    expect(missing.notClosed).toBeUndefined();
    const urge: TicketAction = { kind: 'urge', reason: '市民再次来电' };
    const refused = decideSent(opened, command(urge, opened), context);
    expect(refused.decision.kind).toBe('refused');
    expect(refused.notClosed).toBeUndefined();
    const edit: TicketAction = { kind: 'edit', changes: { address: 'x' } };
    expect(decideSent(assigned, command(edit, assigned), context).decision.kind).toBe('accepted');
  });
});

describe('what closing needs', () => {
  it.each(['address', 'content', 'answer'] as const)('is %s of more than blanks', (field) => {
    const blank = saved({ [field]: ' \n ' }, { ticket: opened });
    const close: TicketAction = { kind: 'close', changes: {}, closeAs: 'selfHandled' };
    expect(decideTicket(blank, command(close, blank), context)).toMatchObject({
      code: 'ticket.fieldsMissing',
      fields: [field],
    });
  });
});
