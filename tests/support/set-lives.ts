import { shippedRules } from '../../src/shared/domain/office/office-rules.ts';
import {
  type MergeAct,
  type MergeContext,
  afterMainAnswered,
  decideMerge,
} from '../../src/shared/domain/tickets/merge.ts';
import type { Ticket } from '../../src/shared/domain/tickets/ticket.ts';

/** What is decided about several tickets at once; the other one is of `otherTickets`. */
export const setActs = ['merge', 'split', 'mainAnswered', 'absorb', 'splitOff'] as const;
export interface SetAction {
  readonly kind: (typeof setActs)[number];
}
/** A main ticket that takes the life in, and one that it takes in itself. */
export function otherTickets(startOf: (source: 'phone', flags: Ticket['flags']) => Ticket) {
  const urgent = { ...startOf('phone', ['urgent', 'confidential']), kind: 'report' as const };
  let main: Ticket = { ...urgent, ticketId: 't2', ticketNo: 'SW20260612-1003-002' };
  let other: Ticket = { ...startOf('phone', []), ticketId: 't3', ticketNo: 'SW20260612-1003-003' };
  const order = (act: MergeAct, mainId: string, otherId: string) => ({
    act,
    mainId,
    otherIds: [otherId],
    reason: '同一事项',
  });
  return {
    take(ticket: Ticket, { kind }: SetAction, moment: MergeContext): Ticket | null {
      if (kind === 'mainAnswered')
        return afterMainAnswered(ticket, main, { ...moment, rules: shippedRules });
      if (kind === 'merge' || kind === 'split') {
        const asked = order(kind, 't2', 't1');
        const decision = decideMerge(asked, { main, others: [['t1', ticket]] }, moment);
        if (decision.kind === 'refused') return null;
        main = decision.main;
        return decision.others[0] ?? null;
      }
      const asked = order(kind === 'absorb' ? 'merge' : 'split', 't1', 't3');
      const lead = { ...moment, role: 'lead' as const };
      const decision = decideMerge(asked, { main: ticket, others: [['t3', other]] }, lead);
      if (decision.kind === 'refused') return null;
      other = decision.others[0] ?? other;
      return decision.main;
    },
  };
}
