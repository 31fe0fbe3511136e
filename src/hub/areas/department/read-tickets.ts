import type { z } from 'zod';
import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type {
  citizenSchema,
  departmentListInput,
  departmentListSchema,
} from '../../../shared/contract/department/schemas.ts';
import {
  type DepartmentTicket,
  departmentLine,
  departmentView,
} from '../../../shared/domain/tickets/department-view.ts';
import { isConfidential, mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';

interface ReadDeps {
  readonly store: HubStore;
  readonly clock: Clock;
}

/** Whose people act; one of the role without a department, which no tool makes, sees nothing. */
export function departmentIdOf({ user }: SignedIn): string {
  if (user.departmentId === undefined) throw new AppError('hub.forbidden');
  return user.departmentId;
}

/** One tab of the department's tickets, and how many each tab has. */
export async function listOfDepartment(
  { store, clock }: ReadDeps,
  signedIn: SignedIn,
  { tab, limit, offset }: z.infer<typeof departmentListInput>,
): Promise<z.infer<typeof departmentListSchema>> {
  const departmentId = departmentIdOf(signedIn);
  const { workNo } = signedIn.user;
  const ids = await store.tickets.idsOfDepartment({ departmentId, workNo, tab, limit, offset });
  const found = new Map((await store.tickets.list(ids)).map((ticket) => [ticket.ticketId, ticket]));
  const items = ids.flatMap((id) => {
    const ticket = found.get(id);
    return ticket && mayReadTicket(signedIn.user, ticket) ? [departmentLine(ticket)] : [];
  });
  return {
    items,
    counts: await store.tickets.countsOfDepartment({ departmentId, workNo }),
    now: clock.now(),
  };
}

/** Throws `ticket.notFound`, also for a ticket of others: nobody learns here which there are. */
export async function ticketOfDepartment(
  deps: ReadDeps,
  signedIn: SignedIn,
  ticketId: string,
): Promise<DepartmentTicket> {
  const ticket = await ownTicket(deps, signedIn, ticketId);
  const view = departmentView(ticket, departmentIdOf(signedIn));
  if (view === null) throw new AppError('ticket.notFound');
  const row = { action: 'ticketsRead', subjectId: ticketId, code: null } as const;
  await deps.store.audit.appendOrCountEach({
    at: deps.clock.now(),
    ...row,
    ...auditFacts(signedIn),
  });
  return view;
}

/** Who asked, uncovered, written down before it is told. Throws `ticket.notFound`, `ticket.confidential`. */
export async function showCitizen(
  deps: ReadDeps,
  signedIn: SignedIn,
  ticketId: string,
): Promise<z.infer<typeof citizenSchema>> {
  const ticket = await ownTicket(deps, signedIn, ticketId);
  const code = isConfidential(ticket) ? 'ticket.confidential' : null;
  const row = { action: 'numberShown', subjectId: ticketId, code } as const;
  await deps.store.audit.appendOrCountEach({
    at: deps.clock.now(),
    ...row,
    ...auditFacts(signedIn),
  });
  if (code !== null) throw new AppError(code);
  const { requesterName, requesterNumber, address, content } = ticket;
  return { requesterName, requesterNumber, address, content };
}

async function ownTicket(
  { store }: ReadDeps,
  signedIn: SignedIn,
  ticketId: string,
): Promise<Ticket> {
  const [ticket] = await store.tickets.list([ticketId]);
  if (!ticket || !mayReadTicket(signedIn.user, ticket)) throw new AppError('ticket.notFound');
  return ticket;
}
