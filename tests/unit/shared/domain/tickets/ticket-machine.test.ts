import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippedRules } from '../../../../../src/shared/domain/office/office-rules.ts';
import { intakeOf } from '../../../../../src/shared/domain/tickets/intake-merge.ts';
import type { TicketAction } from '../../../../../src/shared/domain/tickets/ticket-action.ts';
import type { TicketCommand } from '../../../../../src/shared/domain/tickets/ticket-command.ts';
import {
  type DecisionContext,
  type TicketDecision,
  decideTicket,
  missingForClose,
} from '../../../../../src/shared/domain/tickets/ticket-machine.ts';
import {
  type Intake,
  type Ticket,
  closeWays,
  emptyIntake,
  isOpen,
} from '../../../../../src/shared/domain/tickets/ticket.ts';

const citation = { entryId: 'e1', entryNo: 'K-0201', version: 5, title: '水压' };
const complete: Intake = {
  ...emptyIntake,
  kind: 'consultation',
  categoryCode: 'supply.pressure',
  district: '江汉区',
  address: '示例路 18 号',
  content: '六楼水压低',
  answer: '已说明高峰时段的水压',
  citations: [citation],
  requesterNumber: '19900000123',
};
const flooded: Intake = { ...complete, kind: 'help', categoryCode: 'drainage.waterlogging' };
const ids = { ticketId: 't1', ticketNo: 'SW20261123-1003-001' };
const call = { callId: 'c1', recordingId: 'r1' };
const context: DecisionContext = {
  at: 1000,
  workNo: '1003',
  role: 'agent',
  numberKeyOf: (typed) => (typed === '' ? null : `+86${typed}`),
  eventId: 'ev1',
  rules: shippedRules,
};

const over = (ticket: Ticket | null) =>
  ticket && { revision: ticket.revision, intake: intakeOf(ticket) };
const command = (action: TicketAction, ticket: Ticket | null = null): TicketCommand => ({
  ...ids,
  base: over(ticket),
  call,
  action,
});
const saving = (changes: Partial<Intake>, ticket: Ticket | null = null): TicketCommand =>
  command({ kind: 'edit', changes }, ticket);
const closing = (
  changes: Partial<Intake>,
  closeAs: 'directAnswer' | 'selfHandled' = 'directAnswer',
  ticket: Ticket | null = null,
): TicketCommand => command({ kind: 'close', changes, closeAs }, ticket);

function accepted(decision: TicketDecision): Ticket {
  if (decision.kind !== 'accepted') throw new Error(`refused: ${decision.code}`);
  return decision.ticket;
}

describe('decideTicket', () => {
  it('opens a ticket from a call with the first save', () => {
    expect(accepted(decideTicket(null, saving({ ...flooded, answer: '' }), context))).toMatchObject(
      {
        ...ids,
        source: 'phone',
        state: 'screening',
        flags: ['urgent'],
        numberKey: '+8619900000123',
        callIds: ['c1'],
        recordingIds: ['r1'],
        openedAt: 1000,
        closedAt: null,
        revision: 1,
        course: [{ kind: 'opened', byWorkNo: '1003' }],
      },
    );
  });

  it('keeps what is known when a later save comes without call and number', () => {
    const first = accepted(decideTicket(null, saving(complete), context));
    const second = accepted(
      decideTicket(
        first,
        { ...saving({ address: '样例街 2 号' }, first), call: null },
        { ...context, at: 2000, numberKeyOf: () => null, eventId: 'ev2' },
      ),
    );
    expect(second).toMatchObject({
      address: '样例街 2 号',
      numberKey: '+8619900000123',
      callIds: ['c1'],
      recordingIds: ['r1'],
      openedAt: 1000,
      updatedAt: 2000,
      revision: 2,
    });
  });

  it('links a call once, however often it is saved', () => {
    const first = accepted(decideTicket(null, saving(complete), context));
    const again = accepted(decideTicket(first, saving({}, first), context));
    expect([again.callIds, again.recordingIds]).toEqual([['c1'], ['r1']]);
  });

  it.each([
    ['directAnswer', false, 'closeAs: directAnswer'],
    ['selfHandled', true, 'closeAs: selfHandled'],
  ] as const)(
    'closes as %s with agent, time and the call-back duty',
    (closeAs, callbackOwed, note) => {
      const closed = accepted(
        decideTicket(null, closing(complete, closeAs), { ...context, at: 5000 }),
      );
      expect(closed).toMatchObject({
        state: 'closed',
        closedAs: closeAs,
        closedAt: 5000,
        closedByWorkNo: '1003',
        callbackOwed,
        citations: [citation],
      });
      expect(closed.course.at(-1)).toMatchObject({ kind: 'closed', note });
    },
  );

  it('owes the city an answer when a ticket of the city platform is closed', () => {
    const fromCity: Ticket = {
      ...accepted(decideTicket(null, saving(complete), context)),
      source: 'cityPlatform',
    };
    const closed = accepted(decideTicket(fromCity, closing({}, 'selfHandled', fromCity), context));
    expect(closed.state).toBe('awaitingReply');
    expect(isOpen(closed)).toBe(true);
    expect(decideTicket(closed, closing({}, 'selfHandled', closed), context)).toMatchObject({
      code: 'ticket.alreadyClosed',
    });
  });

  it('never closes a ticket twice and never edits a closed one', () => {
    const closed = accepted(decideTicket(null, closing(complete), context));
    for (const one of [closing({}, 'directAnswer', closed), saving({ answer: '改了' }, closed)]) {
      expect(decideTicket(closed, one, context)).toEqual({
        kind: 'refused',
        code: 'ticket.alreadyClosed',
        fields: [],
      });
    }
  });

  it('refuses a direct answer that cites only what needs handling, and accepts one of before that does not say', () => {
    const citing = (direct?: boolean) =>
      closing({ ...complete, citations: [{ ...citation, direct }] }, 'directAnswer');
    expect(decideTicket(null, citing(false), context)).toEqual({
      kind: 'refused',
      code: 'ticket.needsHandling',
      fields: [],
    });
    for (const one of [
      citing(),
      citing(true),
      closing({ ...complete, citations: [{ ...citation, direct: false }] }, 'selfHandled'),
    ])
      expect(decideTicket(null, one, context).kind).toBe('accepted');
  });

  it('names every missing field in the order of the form', () => {
    expect(decideTicket(null, closing(emptyIntake), context)).toEqual({
      kind: 'refused',
      code: 'ticket.fieldsMissing',
      fields: ['kind', 'categoryCode', 'district', 'address', 'content', 'answer', 'citations'],
    });
  });

  it('asks for the knowledge entry only when the answer was given on the call', () => {
    const uncited = { ...complete, citations: [] };
    expect(missingForClose(uncited, 'directAnswer')).toEqual(['citations']);
    expect(missingForClose(uncited, 'selfHandled')).toEqual([]);
    expect(missingForClose({ ...uncited, district: '待核实' }, 'selfHandled')).toEqual([]);
    expect(missingForClose({ ...uncited, district: '别处' }, 'selfHandled')).toEqual(['district']);
  });

  it('takes blanks, unknown categories and places of other cities as missing', () => {
    const odd = {
      ...complete,
      address: ' ',
      content: '\n',
      categoryCode: 'supply.unheardOf',
      district: '别处',
    };
    expect(missingForClose(odd, 'selfHandled')).toEqual([
      'categoryCode',
      'district',
      'address',
      'content',
    ]);
  });

  it('keeps its laws for every sequence of commands', () => {
    const intake = fc.constantFrom(
      complete,
      emptyIntake,
      { ...complete, citations: [] },
      { ...complete, answer: '' },
    );
    const action: fc.Arbitrary<TicketAction> = fc.oneof(
      intake.map((changes) => ({ kind: 'edit' as const, changes })),
      fc
        .tuple(intake, fc.constantFrom(...closeWays))
        .map(([changes, closeAs]) => ({ kind: 'close' as const, changes, closeAs })),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 8 }), (actions) => {
        let ticket: Ticket | null = null;
        let closings = 0;
        for (const [step, one] of actions.entries()) {
          const before: Ticket | null = ticket;
          const decision = decideTicket(before, command(one, before), {
            ...context,
            at: 1000 + step,
            eventId: `ev${step}`,
          });
          if (decision.kind === 'refused') continue;
          const after: Ticket = decision.ticket;
          if (one.kind === 'close') closings += 1;
          expect(after.revision).toBe((before?.revision ?? 0) + 1);
          expect(after.openedAt).toBe(before?.openedAt ?? 1000 + step);
          expect(after.course.slice(0, before?.course.length ?? 0)).toEqual(before?.course ?? []);
          expect(new Set(after.course.map((event) => event.eventId)).size).toBe(
            after.course.length,
          );
          ticket = after;
        }
        expect(closings).toBeLessThanOrEqual(1);
      }),
    );
  });

  describe('over a ticket that somebody else has changed since the form was opened', () => {
    const opened = accepted(decideTicket(null, saving(complete), context));
    const later = { ...context, at: 2000, workNo: '1004', eventId: 'ev2' };
    const theirs = accepted(
      decideTicket(opened, saving({ address: '样例街 2 号' }, opened), later),
    );

    it('an edit changes the fields that were typed in, and no other', () => {
      const both = decideTicket(theirs, saving({ answer: '改了' }, opened), context);
      expect(accepted(both)).toMatchObject({
        address: '样例街 2 号',
        answer: '改了',
        content: complete.content,
        revision: 3,
      });
    });

    it('a field that was typed in on both sides is a conflict, unless both typed the same', () => {
      expect(decideTicket(theirs, saving({ address: '另一条路' }, opened), context)).toEqual({
        kind: 'refused',
        code: 'ticket.conflict',
        fields: ['address'],
      });
      const same = decideTicket(theirs, saving({ address: '样例街 2 号' }, opened), context);
      expect(accepted(same).address).toBe('样例街 2 号');
    });

    it('who closes has to have seen everything', () => {
      const closed = decideTicket(theirs, closing({}, 'selfHandled', opened), context);
      expect(closed).toEqual({ kind: 'refused', code: 'ticket.conflict', fields: ['address'] });
      const seen = decideTicket(theirs, closing({}, 'selfHandled', theirs), context);
      expect(accepted(seen).state).toBe('closed');
    });

    it('a form that was never opened on it only fills what is empty', () => {
      const bare = accepted(decideTicket(null, saving({ content: '停水' }), context));
      const filled = decideTicket(bare, saving({ content: '停水', address: '示例路' }), context);
      expect(accepted(filled)).toMatchObject({ content: '停水', address: '示例路' });
      expect(decideTicket(bare, saving({ content: '别的' }), context)).toMatchObject({
        code: 'ticket.conflict',
        fields: ['content'],
      });
    });

    it('a base that is newer than the ticket is a conflict', () => {
      const ahead = saving({ answer: '改了' }, theirs);
      expect(decideTicket(opened, ahead, context)).toMatchObject({ code: 'ticket.conflict' });
    });
  });

  describe('urging', () => {
    const opened = accepted(decideTicket(null, saving(complete), context));
    const assigned: Ticket = { ...opened, state: 'assigned' };
    const urging = command({ kind: 'urge', reason: '市民再次来电' }, assigned);

    it('is counted, and told with its reason and who did it', () => {
      const later = { ...context, at: 2000, workNo: '1004', eventId: 'ev2' };
      const urged = accepted(decideTicket(assigned, urging, later));
      expect(urged).toMatchObject({
        state: 'assigned',
        urgedCount: 1,
        revision: 2,
        updatedAt: 2000,
      });
      expect(urged.course.at(-1)).toMatchObject({
        kind: 'urged',
        byWorkNo: '1004',
        note: 'reason: 市民再次来电',
      });
      expect(intakeOf(urged)).toEqual(intakeOf(assigned));
    });

    it('is no conflict with what somebody else has typed, and changes none of it', () => {
      const theirs = accepted(
        decideTicket(assigned, saving({ address: '样例街' }, assigned), context),
      );
      const urged = accepted(decideTicket(theirs, urging, { ...context, eventId: 'ev3' }));
      expect(urged).toMatchObject({ address: '样例街', urgedCount: 1, revision: 3 });
    });

    it('is refused where no department has the ticket', () => {
      expect(decideTicket(opened, urging, context)).toEqual({
        kind: 'refused',
        code: 'ticket.notWithDepartment',
        fields: [],
      });
    });
  });

  it('of two people over one form loses no word, whoever comes first', () => {
    const word = fc.constantFrom('', '一', '二');
    const changes = fc.record({ address: word, content: word, answer: word }, { requiredKeys: [] });
    fc.assert(
      fc.property(changes, changes, changes, (first, mine, theirs) => {
        const opened = accepted(decideTicket(null, saving(first), context));
        const other = { ...context, workNo: '1004', eventId: 'ev2' };
        const after = accepted(decideTicket(opened, saving(theirs, opened), other));
        const decision = decideTicket(after, saving(mine, opened), { ...context, eventId: 'ev3' });
        const clashes = (['address', 'content', 'answer'] as const).filter(
          (field) =>
            mine[field] !== undefined &&
            mine[field] !== opened[field] &&
            after[field] !== opened[field] &&
            mine[field] !== after[field],
        );
        const refused = decision.kind === 'refused' ? [...decision.fields] : [];
        expect(refused.toSorted()).toEqual(clashes.toSorted());
        const now = decision.kind === 'refused' ? after : decision.ticket;
        for (const field of ['address', 'content', 'answer'] as const) {
          const typed = mine[field] ?? opened[field];
          const isTaken = clashes.length === 0 && typed !== opened[field];
          expect(now[field]).toBe(isTaken ? typed : after[field]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
