import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DecisionContext,
  type TicketCommand,
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

const citation = { entryId: 'e1', entryNo: 'K-0201', version: 5, title: '道路积水' };
const complete: Intake = {
  ...emptyIntake,
  kind: 'help',
  categoryCode: 'drainage.waterlogging',
  district: '江汉区',
  address: '示例路 18 号',
  content: '路口积水',
  answer: '已通知排水单位',
  citations: [citation],
  requesterNumber: '19900000123',
};
const ids = { ticketId: 't1', ticketNo: 'SW20261123-1003-001' };
const call = { callId: 'c1', recordingId: 'r1' };
const context: DecisionContext = {
  at: 1000,
  workNo: '1003',
  numberKey: '+8619900000123',
  eventId: 'ev1',
};

const saving = (intake: Intake): TicketCommand => ({ kind: 'save', ...ids, intake, call });
const closing = (
  intake: Intake,
  closeAs: 'directAnswer' | 'selfHandled' = 'directAnswer',
): TicketCommand => ({
  kind: 'close',
  ...ids,
  intake,
  call,
  closeAs,
});

function accepted(decision: TicketDecision): Ticket {
  if (decision.kind !== 'accepted') throw new Error(`refused: ${decision.code}`);
  return decision.ticket;
}

describe('decideTicket', () => {
  it('opens a ticket from a call with the first save', () => {
    expect(
      accepted(decideTicket(null, saving({ ...complete, answer: '' }), context)),
    ).toMatchObject({
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
    });
  });

  it('keeps what is known when a later save comes without call and number', () => {
    const first = accepted(decideTicket(null, saving(complete), context));
    const second = accepted(
      decideTicket(
        first,
        { kind: 'save', ...ids, intake: { ...complete, address: '样例街 2 号' }, call: null },
        { ...context, at: 2000, numberKey: null, eventId: 'ev2' },
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
    const again = accepted(decideTicket(first, saving(complete), context));
    expect([again.callIds, again.recordingIds]).toEqual([['c1'], ['r1']]);
  });

  it.each([
    ['directAnswer', false, '直接解答'],
    ['selfHandled', true, '自办件办结'],
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
    const closed = accepted(decideTicket(fromCity, closing(complete, 'selfHandled'), context));
    expect(closed.state).toBe('awaitingReply');
    expect(isOpen(closed)).toBe(true);
    expect(decideTicket(closed, closing(complete, 'selfHandled'), context)).toMatchObject({
      code: 'ticket.alreadyClosed',
    });
  });

  it('never closes a ticket twice and never edits a closed one', () => {
    const closed = accepted(decideTicket(null, closing(complete), context));
    for (const command of [closing(complete), saving({ ...complete, answer: '改了' })]) {
      expect(decideTicket(closed, command, context)).toEqual({
        kind: 'refused',
        code: 'ticket.alreadyClosed',
        missing: [],
      });
    }
  });

  it('names every missing field in the order of the form', () => {
    expect(decideTicket(null, closing(emptyIntake), context)).toEqual({
      kind: 'refused',
      code: 'ticket.fieldsMissing',
      missing: ['kind', 'categoryCode', 'district', 'address', 'content', 'answer', 'citations'],
    });
  });

  it('asks for the knowledge entry only when the answer was given on the call', () => {
    const uncited = { ...complete, citations: [] };
    expect(missingForClose(uncited, 'directAnswer')).toEqual(['citations']);
    expect(missingForClose(uncited, 'selfHandled')).toEqual([]);
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
    const command = fc.oneof(
      intake.map(saving),
      fc.tuple(intake, fc.constantFrom(...closeWays)).map(([body, way]) => closing(body, way)),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 8 }), (commands) => {
        let ticket: Ticket | null = null;
        let closings = 0;
        for (const [step, one] of commands.entries()) {
          const before: Ticket | null = ticket;
          const decision = decideTicket(before, one, {
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
});
