import { isPersonTrapped } from '../incidents/storm-words.ts';
import { type CourseCode, factLine } from './course-note.ts';
import type { Marks, TicketAction } from './ticket-action.ts';
import type { Ticket, TicketFlag } from './ticket.ts';
import { type TicketWork, noWork } from './ticket-work.ts';
import { flagsWith } from './urgency.ts';

/** What of an action is decided beside the words of the form. */
export function marksOf(action: TicketAction): Marks {
  return action.kind === 'edit' ? action : {};
}

/** The flags once the form says `categoryCode` and somebody has decided `marks`. A person in danger is urgent, whatever the category. */
export function flagsMarked(
  ticket: Ticket,
  categoryCode: string | null,
  { marks, incident, trapped }: Marks,
): readonly TicketFlag[] {
  const isWater = incident !== undefined && incident.stormId !== null;
  const isDanger = isPersonTrapped(trapped ?? ticket.work?.trapped);
  const added: readonly TicketFlag[] = [
    ...flagsWith(ticket, categoryCode),
    ...(marks?.add ?? []),
    ...(isWater ? (['waterlogging'] as const) : []),
    ...(isDanger ? (['urgent'] as const) : []),
  ];
  const removed: readonly TicketFlag[] = marks?.remove ?? [];
  return [...new Set(added)].filter((flag) => !removed.includes(flag));
}

/** Joining twice is joining once: the first moment stays. `undefined` = nothing of the course has happened. */
export function workMarked(
  { work }: Ticket,
  { incident, trapped }: Marks,
  { at, workNo }: { readonly at: number; readonly workNo: string },
): TicketWork | undefined {
  if (incident === undefined && trapped === undefined) return work;
  const known = work ?? noWork;
  const isThere = incident === undefined || incident.incidentId === known.incident?.incidentId;
  return {
    ...known,
    ...(isThere ? {} : { incident: { ...incident, at, byWorkNo: workNo } }),
    ...(trapped === undefined ? {} : { trapped }),
  };
}

/** What was decided, for the course. */
export function markLines(before: Ticket | null, { marks, incident, trapped }: Marks): string[] {
  const isThere = incident?.incidentId === before?.work?.incident?.incidentId;
  return [
    ...told('marked', marks?.add.join(' ')),
    ...told('unmarked', marks?.remove.join(' ')),
    ...told('joined', isThere ? undefined : incident?.point),
    ...told('trapped', trapped === before?.work?.trapped ? undefined : trapped),
  ];
}

function told(code: CourseCode, value: string | undefined): string[] {
  return value === undefined || value === '' ? [] : [factLine(code, value)];
}
