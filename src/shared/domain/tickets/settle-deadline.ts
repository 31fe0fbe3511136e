import type { OfficeRules } from '../office/office-rules.ts';
import { factLine, shanghaiTime } from './course-note.ts';
import { deadlineBy, presetRuleOf } from './deadlines.ts';
import type { OuterLimit } from './limits.ts';
import { type Ticket, isOpen } from './ticket.ts';

/** When it is settled, and who has put in the days by which. */
export interface Settling {
  readonly at: number;
  readonly workNo: string;
}

/**
 * The preset of a deadline that waits to be settled; `null` = none does: the ticket is closed, the deadline is firm, the city or somebody else
 * gave it.
 */
export function unsettledRule(ticket: Ticket): OuterLimit | null {
  const { deadline, source } = ticket;
  if (!deadline?.provisional || source === 'cityPlatform') return null;
  // One that follows another may come back with its own.
  if (!isOpen(ticket) && ticket.state !== 'merged') return null;
  return presetRuleOf(deadline);
}

/**
 * The ticket with its provisional deadline counted anew, once the calendar knows every day of it: firm from then on and never
 * moved again, with a line of the course that tells the old instant and the new one. `null` = nothing is to be done: none waits
 * (`unsettledRule`), or its days are still unknown. `limits` are those of the version that the deadline names, whatever the office has set since.
 */
export function settleProvisional(
  ticket: Ticket,
  rules: Pick<OfficeRules, 'calendar' | 'limits'>,
  { at, workNo }: Settling,
): Ticket | null {
  const { deadline: old, openedAt, course } = ticket;
  const ruleId = unsettledRule(ticket);
  if (old === null || ruleId === null) return null;
  // A preset is counted from the opening, also after kind or urgency were corrected (`deadlineAfter`).
  const { provisional, ...counted } = deadlineBy(ruleId, rules, openedAt);
  if (provisional) return null;
  // The words of then.
  const deadline = { ...counted, rule: old.rule };
  const told = `${shanghaiTime(old.dueAt)} → ${shanghaiTime(deadline.dueAt)} ${old.rule}`;
  const event = {
    eventId: `${ticket.ticketId}:due:${rules.calendar.version}`,
    at,
    byWorkNo: workNo,
    kind: 'note',
    note: factLine('dueSettled', told),
  } as const;
  return {
    ...ticket,
    deadline,
    updatedAt: Math.max(at, ticket.updatedAt),
    revision: ticket.revision + 1,
    course: [...course, event],
  };
}
