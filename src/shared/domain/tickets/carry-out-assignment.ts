import type { ErrorCode } from '../../error-codes.ts';
import { departmentName, isClosedDepartment } from '../office/departments.ts';
import { type ActionsByKind, type Effect, type EffectOf, facts } from './effect.ts';
import { stopClocks } from './step-clocks.ts';
import type { Assignees } from './ticket-work.ts';

function toldTo(
  { context: { rules } }: EffectOf,
  { leadId, assistIds, instruction, phonedTo }: Assignees,
) {
  const name = (id: string) => departmentName(rules.departments, id);
  return facts({ to: name(leadId), assist: assistIds.map(name).join('、'), phonedTo, instruction });
}

/** Why a ticket cannot be given to these; `null` = it can. */
function barOf(
  { context: { rules } }: EffectOf,
  { leadId, assistIds }: Pick<Assignees, 'leadId' | 'assistIds'>,
): ErrorCode | null {
  if (leadId === '') return 'ticket.departmentMissing';
  const isClosed = (id: string) => isClosedDepartment(rules.departments, id);
  return [leadId, ...assistIds].some(isClosed) ? 'ticket.departmentClosed' : null;
}

/** A new department: its clocks begin, those of the one before are over. The outer clock is nobody's to touch. */
export function assigned(of: EffectOf, to: Assignees): Effect | ErrorCode {
  const { leadId, instruction, phonedTo } = to;
  const assistIds = [...new Set(to.assistIds)].filter((id) => id !== leadId);
  const bar = barOf(of, { leadId, assistIds });
  if (bar !== null) return bar;
  const { work } = of;
  const { at, workNo: byWorkNo, rules } = of.context;
  return {
    ticket: { handler: departmentName(rules.departments, leadId) },
    work: {
      assignment: { leadId, assistIds, instruction, phonedTo, at, byWorkNo },
      proposal: undefined,
      firstContactAt: undefined,
      clocks: stopClocks(work, 'all', at),
    },
    lines: toldTo(of, { leadId, assistIds, instruction, phonedTo }),
  };
}

/** Put forward to be given to a department; the clocks wait for who decides. */
export function proposed(
  of: EffectOf,
  { kind: _kind, reason, ...to }: ActionsByKind['propose'],
): Effect | ErrorCode {
  const bar = barOf(of, to);
  if (bar !== null) return bar;
  const { at, workNo: byWorkNo } = of.context;
  return {
    work: { proposal: { ...to, reason, at, byWorkNo } },
    lines: [...toldTo(of, to), ...facts({ reason })],
  };
}
