import { AppError, type FieldErrors, errorCodeOf } from '../../shared/app-error.ts';
import { changesOf } from '../../shared/domain/tickets/intake-merge.ts';
import type { TicketAction } from '../../shared/domain/tickets/ticket-action.ts';
import type { CallLink } from '../../shared/domain/tickets/ticket-command.ts';
import { missingForClose } from '../../shared/domain/tickets/ticket-machine.ts';
import { isTicketNo } from '../../shared/domain/tickets/ticket-no.ts';
import type { Intake, Ticket } from '../../shared/domain/tickets/ticket.ts';
import type { DraftKeeper } from './draft-keeper.ts';
import { rememberSheet } from './sheet-mark.ts';
import {
  type Sheet,
  baseOf,
  clashesOf,
  isDirty,
  isLocked,
  ticketSheet,
  withTicket,
} from './sheet.ts';
import { activePlace, callOfSheet, whoseSheet } from './places.ts';
import {
  type WorkbenchAccess,
  type WorkbenchDeps,
  type WorkbenchState,
  confirmationOf,
  openSheet,
} from './workbench-state.ts';

interface CarryOutDeps {
  readonly deps: WorkbenchDeps;
  readonly access: WorkbenchAccess;
  readonly drafts: DraftKeeper;
}

/**
 * Carries out an action on the open sheet. While one runs, a second does nothing: a ticket is closed once. Where the form
 * is part of the action, nothing is sent before every field that was changed on both sides is decided.
 */
export async function carryOut(
  { deps, access, drafts }: CarryOutDeps,
  asked: TicketAction,
): Promise<boolean> {
  const sheet = openSheet(access.get());
  // What is closed takes no more words; the flow says which steps it still takes.
  const isOver = sheet !== null && isLocked(sheet) && 'changes' in asked;
  if (!sheet || sheet.busy !== null || isOver) return false;
  const { draftKey } = sheet;
  if (!isMeant(access.get(), sheet)) {
    access.set({ confirming: { draftKey, action: asked } });
    return false;
  }
  const action = withTyped(asked, sheet);
  const refusal = refusalHere(action, sheet);
  if (refusal) {
    access.patchSheet(draftKey, (now) => ({ ...now, ...refusal, tried: action.kind }));
    return false;
  }
  const busy = action.kind;
  // Of the call in which the key was pressed: another one may come to the front before the command leaves.
  const call = callLink(access.get(), sheet);
  access.patchSheet(draftKey, (now) => ({ ...now, busy, tried: busy, errors: {}, failure: null }));
  try {
    const named = await nameTicket(deps, access, sheet);
    const command = { ...named, base: baseOf(sheet), call, action };
    const ticket = await deps.api.tickets.carryOut({ commandId: deps.createId(), command });
    if ('changes' in action) await drafts.discard(draftKey);
    access.patchSheet(draftKey, (now) => settled(now, ticket, action));
    // The form is saved; what is typed for a step is not.
    if (access.get().sheets[ticket.ticketId]?.asking) drafts.touch(ticket.ticketId);
    const now = openSheet(access.get());
    if (now) rememberSheet(deps.memory, now, callOfSheet(access.get(), now));
    return true;
  } catch (error) {
    access.patchSheet(draftKey, (now) => refused(now, error));
    if (decided.has(errorCodeOf(error))) await showNewest(deps, access, draftKey);
    return false;
  }
}

/** While somebody is on the line, an act on a ticket that is not theirs is asked for, once for each call and ticket. */
function isMeant(state: WorkbenchState, sheet: Sheet): boolean {
  return (
    whoseSheet(state, activePlace(state), sheet) !== 'notOfTheCall' ||
    state.confirmed.includes(confirmationOf(state, sheet.draftKey))
  );
}

/** Refusals that say that the ticket is not what the form shows. */
const decided: ReadonlySet<string> = new Set([
  'ticket.alreadyClosed',
  'ticket.isMerged',
  'ticket.conflict',
]);

/** A new intake is typed as a whole, with what was filled in for the agent. */
function withTyped(action: TicketAction, { ticket, baseline, intake }: Sheet): TicketAction {
  if (!('changes' in action)) return action;
  return { ...action, changes: ticket === null ? intake : changesOf(baseline, intake) };
}

/** What the form says before anything is sent. */
function refusalHere(action: TicketAction, sheet: Sheet): Partial<Sheet> | null {
  if ('changes' in action && clashesOf(sheet).length > 0) return { failure: 'ticket.conflict' };
  const missing = missingFor(action, sheet);
  if (missing.length === 0) return null;
  const errors: FieldErrors = Object.fromEntries(missing.map((field) => [field, 'required']));
  return { errors, failure: 'ticket.fieldsMissing' };
}

/** An intake in which nobody has typed is no ticket: one slip of a key would register it. */
function missingFor(action: TicketAction, sheet: Sheet): readonly (keyof Intake)[] {
  if (action.kind === 'close') return missingForClose(sheet.intake, action.closeAs);
  return action.kind === 'edit' && sheet.ticket === null && !isDirty(sheet) ? ['content'] : [];
}

/**
 * A new intake gets its number with the first save; the sheet keeps it, so that trying again makes no second ticket. A
 * ticket kept with an odd number keeps it; only its commands name one that can be sent.
 */
async function nameTicket(deps: WorkbenchDeps, access: WorkbenchAccess, sheet: Sheet) {
  const { ticketId, ticketNo } = sheet;
  if (ticketId !== null && ticketNo !== null && isTicketNo(ticketNo)) return { ticketId, ticketNo };
  const named = await deps.api.tickets.newTicket();
  if (ticketId !== null) return { ...named, ticketId };
  access.patchSheet(sheet.draftKey, (now) => {
    const next = { ...now, ...named };
    rememberSheet(deps.memory, next, callOfSheet(access.get(), next));
    return next;
  });
  return named;
}

function callLink(state: WorkbenchState, sheet: Sheet): CallLink | null {
  const callId = callOfSheet(state, sheet);
  return callId === null ? null : { callId, recordingId: state.recordings[callId] ?? null };
}

/** What was typed and is no part of the action stays typed. */
function settled(sheet: Sheet, ticket: Ticket, action: TicketAction): Sheet {
  return 'changes' in action
    ? {
        ...ticketSheet(ticket),
        callId: sheet.callId,
        asking: sheet.asking,
        savedAt: ticket.updatedAt,
      }
    : { ...withTicket(sheet, ticket), busy: null };
}

function refused(sheet: Sheet, error: unknown): Sheet {
  const errors = error instanceof AppError && error.fields ? error.fields : {};
  return { ...sheet, busy: null, errors, failure: errorCodeOf(error) };
}

async function showNewest(deps: WorkbenchDeps, access: WorkbenchAccess, draftKey: string) {
  const ticketId = access.get().sheets[draftKey]?.ticketId;
  if (!ticketId) return;
  try {
    const ticket = await deps.api.tickets.get({ ticketId });
    access.patchSheet(draftKey, (now) => withTicket(now, ticket));
  } catch {
    // The refusal already says that it is closed.
  }
}
