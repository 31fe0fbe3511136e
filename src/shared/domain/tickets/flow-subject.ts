import type { FlowSubject } from './flow.ts';
import type { Intake, Ticket } from './ticket.ts';
import { flagsWith } from './urgency.ts';

/** The ticket as it is (`null` = it does not exist yet) with what is typed. */
export function flowSubject(
  ticket: Pick<
    Ticket,
    'state' | 'closedAs' | 'source' | 'flags' | 'categoryCode' | 'work' | 'callbackOwed'
  > | null,
  { kind, categoryCode, citations }: Pick<Intake, 'kind' | 'categoryCode' | 'citations'>,
): FlowSubject {
  return {
    state: ticket?.state ?? 'none',
    closedAs: ticket?.closedAs ?? null,
    source: ticket?.source ?? 'phone',
    flags: flagsWith(ticket, categoryCode),
    kind,
    citations,
    work: ticket?.work,
    callbackOwed: ticket?.callbackOwed ?? false,
  };
}
