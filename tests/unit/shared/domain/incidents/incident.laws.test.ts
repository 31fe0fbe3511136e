import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  boardOf,
  isOwed,
  mayEnd,
  openedBy,
  replyCalls,
  unlistedOf,
  withListed,
} from '../../../../../src/shared/domain/incidents/incident.ts';
import { incidentIdOf } from '../../../../../src/shared/domain/incidents/storm.ts';
import { shippedRules } from '../../../../../src/shared/domain/office/office-rules.ts';
import type { TicketAction } from '../../../../../src/shared/domain/tickets/ticket-action.ts';
import { decideTicket } from '../../../../../src/shared/domain/tickets/ticket-machine.ts';
import type { Ticket } from '../../../../../src/shared/domain/tickets/ticket.ts';

const stormId = 'storm';
const storm = {
  version: 1,
  isOn: true,
  level: 'red',
  reason: '',
  stormId,
  startedAt: 0,
  byWorkNo: '2001',
  at: 0,
} as const;
const link = (incidentId: string) => ({ incidentId, stormId, pointId: null, point: incidentId });

type Act =
  | { readonly kind: 'call'; readonly at: string | null; readonly trapped: boolean }
  | { readonly kind: 'join' | 'leave' | 'told' | 'noAnswer' | 'badNumber'; readonly who: number };
const points = fc.constantFrom('a', 'b', 'c');
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant('call' as const),
    at: fc.option(points),
    trapped: fc.boolean(),
  }),
  fc.record({
    kind: fc.constantFrom('join', 'leave', 'told', 'noAnswer', 'badNumber' as const),
    who: fc.nat(20),
  }),
);

const decide = (ticket: Ticket | null, ticketId: string, action: TicketAction, at: number) => {
  const base = ticket && { revision: ticket.revision, intake: ticket };
  const command = { ticketId, ticketNo: `SW20260701-1001-${at}`, base, call: null, action };
  const decision = decideTicket(ticket, command, {
    at,
    workNo: '1001',
    role: 'agent',
    numberKeyOf: (typed) => typed,
    eventId: `e${at}`,
    rules: shippedRules,
  });
  return decision.kind === 'accepted' ? decision.ticket : ticket;
};

const actionOf = (act: Exclude<Act, { kind: 'call' }>): TicketAction => {
  if (act.kind === 'join') return { kind: 'edit', changes: {}, incident: link('b') };
  if (act.kind === 'leave') return { kind: 'leaveIncident', reason: 'x' };
  return { kind: 'answerCaller', outcome: act.kind, text: 'x' };
};

/** What an office did: each act by the real machine. */
function office(done: readonly Act[]): readonly Ticket[] {
  const tickets = new Map<string, Ticket>();
  done.forEach((act, at) => {
    const ticketId = act.kind === 'call' ? `t${at}` : ([...tickets.keys()][act.who] ?? null);
    if (ticketId === null) return;
    const action: TicketAction =
      act.kind !== 'call'
        ? actionOf(act)
        : {
            kind: 'edit',
            changes: { content: '积水' },
            trapped: act.trapped ? 'people' : 'none',
            ...(act.at === null ? {} : { incident: link(act.at) }),
          };
    const next = decide(tickets.get(ticketId) ?? null, ticketId, action, at);
    if (next) tickets.set(ticketId, next);
  });
  return [...tickets.values()];
}

const holds = (law: (tickets: readonly Ticket[], listed: readonly string[]) => void) =>
  fc.assert(
    fc.property(fc.array(acts, { maxLength: 40 }), fc.subarray(['a', 'b', 'c']), (done, listed) =>
      law(office(done), listed),
    ),
  );
const incidentsOf = (tickets: readonly Ticket[], listed: readonly string[]) => {
  const opened = tickets.flatMap((ticket) => openedBy(ticket) ?? []);
  return [...new Map(opened.map((one) => [one.incidentId, one])).values()].map((one) =>
    listed.includes(one.incidentId) ? withListed(one, { text: 'x', at: 1, byWorkNo: '2001' }) : one,
  );
};

it('every caller who joined stands on the board once, whatever this desk has heard of the incidents', () =>
  holds((tickets, listed) => {
    const joined = tickets.flatMap(({ ticketId, work }) => (work?.incident ? [ticketId] : []));
    for (const incidents of [incidentsOf(tickets, listed), []]) {
      const rows = boardOf(incidents, tickets, stormId);
      const shown = rows.flatMap(({ callers }) => callers.map(({ ticketId }) => ticketId));
      expect(shown.toSorted()).toEqual(joined.toSorted());
      const order = (of: readonly Ticket[]) =>
        boardOf(incidents, of, stormId).map(({ incident }) => incident.incidentId);
      expect(order(tickets.toReversed()).toSorted()).toEqual(order(tickets).toSorted());
    }
  }));

it('no caller is lost when the storm ends: each is answered, cannot be reached, or is on the list to be dialled', () =>
  holds((tickets, listed) => {
    const rows = boardOf(incidentsOf(tickets, listed), tickets, stormId);
    const owed = rows.flatMap((row) => row.owed.map(({ ticketId }) => ticketId));
    const dialled = replyCalls(rows, { now: 1_000_000, isOver: false }).map(
      ({ ticketId }) => ticketId,
    );
    const unlisted = unlistedOf(rows).flatMap((row) => row.owed.map(({ ticketId }) => ticketId));
    expect([...dialled, ...unlisted].toSorted()).toEqual(owed.toSorted());
    const after = replyCalls(rows, { now: 1_000_000, isOver: true });
    expect(after.map(({ ticketId }) => ticketId).toSorted()).toEqual(owed.toSorted());
    expect(mayEnd(storm, rows)).toBe(unlisted.length === 0);
    expect(mayEnd({ ...storm, isOn: false }, rows)).toBe(false);
    // The storm's end changes no ticket: what was owed before is owed after it.
    expect(boardOf(incidentsOf(tickets, listed), tickets, stormId)).toEqual(rows);
    for (const { callers } of rows)
      for (const caller of callers)
        expect(isOwed(caller)).toBe(
          !['told', 'badNumber'].includes(caller.work?.answers?.at(-1)?.outcome ?? 'noAnswer'),
        );
  }));

it('to join twice is to join once, and a person in danger stays urgent whatever the category becomes', () =>
  holds((tickets) => {
    for (const ticket of tickets) {
      const { incident } = ticket.work ?? {};
      if (!incident) continue;
      const { at: _at, byWorkNo: _by, ...again } = incident;
      const next = decide(
        ticket,
        ticket.ticketId,
        { kind: 'edit', changes: {}, incident: again },
        99,
      );
      expect(next?.work?.incident).toEqual(incident);
      const other = decide(
        ticket,
        ticket.ticketId,
        { kind: 'edit', changes: { categoryCode: 'supply.billing' } },
        99,
      );
      expect(other?.flags.includes('urgent')).toBe(ticket.work?.trapped === 'people');
      expect(other?.flags).toContain('waterlogging');
    }
  }));

it('two desks make one incident of a point in a storm, and another of another', () => {
  const uuid = fc.uuid();
  fc.assert(
    fc.property(uuid, uuid, uuid, (one, other, point) => {
      expect(incidentIdOf(one, point)).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(incidentIdOf(one, point) === incidentIdOf(other, point)).toBe(one === other);
    }),
  );
});
