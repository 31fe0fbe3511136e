import { describe, expect, it } from 'vitest';
import { flowOf, isTicketLocked } from '../../../../../src/shared/domain/tickets/flow.ts';
import { isOpen, ticketStates } from '../../../../../src/shared/domain/tickets/ticket.ts';

const at = (state: (typeof ticketStates)[number]) =>
  ({ state, closedAs: null, source: 'phone' }) as const;

describe('the flow', () => {
  it.each(ticketStates)('of %s: open ones are edited and closed, others are not', (state) => {
    const open = isOpen({ state });
    expect(isTicketLocked(at(state))).toBe(!open);
    for (const action of ['edit', 'close'] as const)
      expect(flowOf(at(state), action, 'agent')).toEqual(
        open
          ? { kind: 'possible', next: action === 'edit' ? state : 'closed' }
          : { kind: 'refused', code: 'ticket.alreadyClosed' },
      );
  });

  it.each(ticketStates)('of %s: only what a department has is urged, and stays there', (state) => {
    const isWithDepartment = state === 'assigned' || state === 'inHandling';
    const code = isOpen({ state }) ? 'ticket.notWithDepartment' : 'ticket.alreadyClosed';
    expect(flowOf(at(state), 'urge', 'agent')).toEqual(
      isWithDepartment ? { kind: 'possible', next: state } : { kind: 'refused', code },
    );
    expect(flowOf(at(state), 'urge', 'admin').kind).toBe('refused');
  });

  it('opens a ticket with the first save, and closes one on the call', () => {
    expect(flowOf(null, 'edit', 'agent')).toEqual({ kind: 'possible', next: 'screening' });
    expect(flowOf(null, 'close', 'lead')).toEqual({ kind: 'possible', next: 'closed' });
    expect(flowOf(null, 'urge', 'lead')).toMatchObject({ code: 'ticket.notWithDepartment' });
  });

  it('owes the city an answer, and closes such a ticket once', () => {
    const city = { ...at('screening'), source: 'cityPlatform' } as const;
    expect(flowOf(city, 'close', 'agent')).toEqual({ kind: 'possible', next: 'awaitingReply' });
    const answered = { ...city, state: 'awaitingReply', closedAs: 'selfHandled' } as const;
    expect(flowOf(answered, 'close', 'agent')).toMatchObject({ code: 'ticket.alreadyClosed' });
    expect(isTicketLocked(answered)).toBe(true);
  });

  it('is nothing for an administrator', () => {
    for (const state of ['screening', 'inHandling'] as const)
      expect(flowOf(at(state), 'edit', 'admin')).toEqual({
        kind: 'refused',
        code: 'hub.forbidden',
      });
  });
});
