import type { z } from 'zod';
import { AppError, type FieldErrors } from '../../../shared/app-error.ts';
import type {
  Concerned,
  putDepartmentsInput,
} from '../../../shared/contract/office/department-schemas.ts';
import { shippedDepartments } from '../../../shared/domain/office/departments.ts';
import {
  departmentChanges,
  judgeDepartments,
} from '../../../shared/domain/office/judge-departments.ts';
import { departmentsRule } from '../../../shared/domain/office/office-rule.ts';
import { departmentsOf, isConfidential } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { readDepartments } from '../../../shared/kept/department-rules.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { SignedIn } from '../session/authenticate.ts';
import { type PutDeps, putVersioned } from './put-versioned.ts';

/** See `officeHubContract.putDepartments`. */
export function putDepartments(
  deps: PutDeps,
  signedIn: SignedIn,
  { seen, departments, routes }: z.infer<typeof putDepartmentsInput>,
): Promise<{ version: number }> {
  const asked = { departments, routes };
  return putVersioned(deps, signedIn, {
    kind: departmentsRule,
    seen,
    body: JSON.stringify(asked),
    changes(rule) {
      const before = rule === null ? shippedDepartments : readDepartments(rule);
      // What a newer program wrote and this one cannot read is not written over.
      if (before === null) throw new AppError('storage.damaged');
      const faults = judgeDepartments(before, asked);
      const fields: FieldErrors = Object.fromEntries(
        faults.map((fault) => ['route' in fault ? 'routes' : 'departments', 'invalid']),
      );
      if (faults.length > 0) throw new AppError('input.invalid', { fields });
      return departmentChanges(before, asked);
    },
  });
}

/** As many numbers as are read before somebody decides. */
const mostNumbers = 20;

/** Whom it concerns when this department is closed; what complains about who asks is neither named nor counted. */
export async function concernedBy(
  { tickets, ticketIndex, users }: HubStore,
  {
    departmentId,
    workNo,
    now,
  }: { readonly departmentId: string; readonly workNo: string; readonly now: number },
): Promise<Concerned> {
  const found = await tickets.list(await ticketIndex.openNear(departmentId));
  const concerned = found.filter(
    (ticket) =>
      !(ticket.against ?? []).includes(workNo) &&
      [...departmentsOf(ticket), ...proposedTo(ticket)].includes(departmentId),
  );
  const people = await users.everybody(now);
  return {
    tickets: concerned.length,
    ticketNos: concerned
      .filter((ticket) => !isConfidential(ticket))
      .map(({ ticketNo }) => ticketNo)
      .toSorted()
      .slice(0, mostNumbers),
    people: people.filter((one) => one.departmentId === departmentId && one.disabledAt === null)
      .length,
  };
}

function proposedTo({ work }: Ticket): readonly string[] {
  const { proposal } = work ?? {};
  return proposal ? [proposal.leadId, ...proposal.assistIds] : [];
}
