import { describe, expect, it } from 'vitest';
import { isOpen, ticketStates } from '../../../../../src/shared/domain/tickets/ticket.ts';

describe('isOpen', () => {
  it('counts a ticket as open while somebody must still act', () => {
    expect(ticketStates.filter((state) => !isOpen({ state }))).toEqual([
      'closed',
      'archived',
      'returned',
      'notAccepted',
      'merged',
      'withdrawn',
    ]);
  });
});
