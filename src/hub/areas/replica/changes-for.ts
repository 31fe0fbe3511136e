import type { Change } from '../../../shared/contract/replica/schemas.ts';
import type { Reader } from '../../../shared/domain/tickets/ticket-audience.ts';
import { mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import { type Ticket, emptyIntake } from '../../../shared/domain/tickets/ticket.ts';

/** Who is told, and what her or his desk knows of the contract. */
export interface ToldTo {
  readonly reader: Reader;
  readonly deskContract: number;
}

/** With which contract a matter came into the feed; the others were there before contracts were counted. */
const since: Readonly<Partial<Record<Change['entity'], number>>> = {
  officeRule: 3,
  incident: 3,
};
/** Desks of which contract know that a ticket may be gone, and for whom their copy is. */
const goneSince = 3;

/** Does the desk ask by itself for what is for whoever sits down at it (`changes.restricted`)? */
export function asksForAudience(deskContract: number): boolean {
  return deskContract >= goneSince;
}

/**
 * The changes as this person's desk may have them: a kind that the desk has no word for is not sent (ADR 0180), and of a ticket that
 * the person may not read it learns that it is gone. A desk of before gets an empty row in its place: it may hold the
 * ticket of an earlier day, and only another row puts an end to that.
 */
export function changesFor({ reader, deskContract }: ToldTo, changes: readonly Change[]): Change[] {
  return changes.flatMap((change): Change[] => {
    if ((since[change.entity] ?? 0) > deskContract) return [];
    if (change.entity !== 'ticket' || mayReadTicket(reader, change.body)) return [change];
    const { seq, body } = change;
    if (!asksForAudience(deskContract)) return [{ seq, entity: 'ticket', body: emptied(body) }];
    return [{ seq, entity: 'ticketGone', body: { ticketId: body.ticketId } }];
  });
}

/** For whom a desk's copy is made. */
export function audienceOf({ role, workNo }: Reader): string {
  return `${role}:${workNo}`;
}

/** Nothing but that there is, or was, such a row: closed, of nobody, found by no number. */
function emptied({ ticketId, revision, updatedAt }: Ticket): Ticket {
  return {
    ...emptyIntake,
    ticketId,
    ticketNo: '',
    source: 'other',
    state: 'archived',
    flags: [],
    numberKey: null,
    handler: '',
    urgedCount: 0,
    deadline: null,
    openedAt: updatedAt,
    updatedAt,
    closedAt: updatedAt,
    closedAs: null,
    closedByWorkNo: null,
    callbackOwed: false,
    satisfaction: null,
    callIds: [],
    recordingIds: [],
    course: [],
    revision,
  };
}
