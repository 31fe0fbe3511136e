import type { Role, User } from '../session/user.ts';
import { findCategory } from '../office/categories.ts';
import type { Ticket, TicketState } from './ticket.ts';

/** Who wants to read: a person as she or he is signed in. */
export type Reader = Pick<User, 'workNo' | 'role' | 'departmentId'>;

/** Nobody is signed in: what every agent may see. */
export const anyAgent: Reader = { workNo: '', role: 'agent' };

type Marked = Pick<Ticket, 'kind' | 'flags' | 'categoryCode' | 'against'>;

/** Where an agent who took a confidential demand still has to act on it: it has not been handed over yet. */
const withTaker: readonly TicketState[] = [
  'awaitingSignIn',
  'screening',
  'selfHandling',
  'awaitingApproval',
];

/** Conduct of officials (作风): confidential by its very matter (domain document, section 5). */
const conduct = '作风';

/**
 * A report of wrongdoing, a matter of somebody's conduct, one that names whom it complains about, or one marked so: who asked is
 * told to nobody outside the desk, and at the desk only those read it whom `mayReadTicket` lets.
 */
export function isConfidential({ kind, flags, categoryCode, against = [] }: Marked): boolean {
  return (
    kind === 'report' ||
    flags.includes('confidential') ||
    against.length > 0 ||
    findCategory(categoryCode ?? '')?.group === conduct
  );
}

/** May the demand be about what a person of the house has done? */
export function mayBeAgainst(of: Pick<Marked, 'kind' | 'categoryCode' | 'against'>): boolean {
  return of.kind === 'complaint' || isConfidential({ ...of, flags: [] });
}

/** Leading or assisting just now; none before the ticket is given to anybody. */
export function departmentsOf({ work }: Pick<Ticket, 'work'>): readonly string[] {
  const { assignment } = work ?? {};
  return assignment ? [...new Set([assignment.leadId, ...assignment.assistIds])] : [];
}

/** Is it a complaint about this person? Such a person never reads it, whatever else she or he may do. */
function isAgainst({ against = [] }: Pick<Ticket, 'against'>, workNo: string): boolean {
  return against.includes(workNo);
}

/** May the words of one ticket stand in the other? Not where somebody at the desk could read them there who may not read them where they are. */
export function maySayIn(one: Ticket, other: Ticket): boolean {
  if (!isConfidential(one)) return true;
  const { against = [] } = other;
  return isConfidential(other) && (one.against ?? []).every((workNo) => against.includes(workNo));
}

/** May `reader` see what the ticket says? Every way out of hub and desk asks this, also without the hub. ADR 0249. */
export function mayReadTicket(reader: Reader, ticket: Ticket): boolean {
  if (isAgainst(ticket, reader.workNo)) return false;
  return rules[reader.role](reader, ticket);
}

const rules: Readonly<Record<Role, (reader: Reader, ticket: Ticket) => boolean>> = {
  agent: ({ workNo }, ticket) => !isConfidential(ticket) || isStillTakers(ticket, workNo),
  lead: () => true,
  officer: () => true,
  department: ({ departmentId }, ticket) =>
    departmentId !== undefined && departmentsOf(ticket).includes(departmentId),
  // They keep the machines running, or see to it that rules are kept: no contents.
  admin: () => false,
  auditor: () => false,
};

/** Whoever has written in it knows it already, and has to be able to finish what the citizen said. */
function isStillTakers({ state, work, course }: Ticket, workNo: string): boolean {
  const isHandedOver = work?.assignment !== undefined || !withTaker.includes(state);
  // What the city or another system has sent was written by nobody.
  return workNo !== '' && !isHandedOver && course.some(({ byWorkNo }) => byWorkNo === workNo);
}
