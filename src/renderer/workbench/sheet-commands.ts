import { AppError, type FieldErrors, errorCodeOf } from '../../shared/app-error.ts';
import { type CallLink, missingForClose } from '../../shared/domain/tickets/ticket-machine.ts';
import { isTicketNo } from '../../shared/domain/tickets/ticket-no.ts';
import type { CloseWay, Intake, Ticket } from '../../shared/domain/tickets/ticket.ts';
import type { DraftKeeper } from './draft-keeper.ts';
import { rememberSheet } from './sheet-mark.ts';
import { type Sheet, isLocked, ticketSheet, withTicket } from './sheet.ts';
import type { WorkbenchAccess, WorkbenchDeps, WorkbenchState } from './workbench-store.ts';

type Commands = Pick<WorkbenchState, 'save' | 'close'>;

/** Saving and closing the open sheet. While one runs, a second does nothing: a ticket is closed once. */
export function sheetCommands(
  deps: WorkbenchDeps,
  access: WorkbenchAccess,
  drafts: DraftKeeper,
): Commands {
  const run = async (busy: 'saving' | 'closing', closeAs: CloseWay | null) => {
    const { sheet } = access.get();
    if (!sheet || sheet.busy !== 'idle' || isLocked(sheet)) return;
    const { draftKey } = sheet;
    const errors = closeAs === null ? {} : missingFields(sheet.intake, closeAs);
    if (Object.keys(errors).length > 0) {
      access.patchSheet(draftKey, (now) => ({ ...now, errors, failure: 'ticket.fieldsMissing' }));
      return;
    }
    access.patchSheet(draftKey, (now) => ({ ...now, busy, errors: {}, failure: null }));
    try {
      const ticket = await send(deps, access, { sheet, closeAs });
      await drafts.discard(draftKey);
      access.patchSheet(draftKey, () => settled(ticket, sheet));
      const { sheet: now } = access.get();
      if (now) rememberSheet(deps.memory, now);
    } catch (error) {
      access.patchSheet(draftKey, (now) => refused(now, error));
      if (errorCodeOf(error) === 'ticket.alreadyClosed') await showClosed(deps, access, draftKey);
    }
  };
  return {
    save: () => run('saving', null),
    close: (closeAs) => run('closing', closeAs),
  };
}

async function send(
  deps: WorkbenchDeps,
  access: WorkbenchAccess,
  order: { readonly sheet: Sheet; readonly closeAs: CloseWay | null },
): Promise<Ticket> {
  const { sheet, closeAs } = order;
  const named = await nameTicket(deps, access, sheet);
  const command = {
    commandId: deps.createId(),
    ...named,
    intake: { ...sheet.intake, citations: [...sheet.intake.citations] },
    call: callLink(access.get(), sheet),
  };
  if (closeAs === null) return deps.api.tickets.save(command);
  return deps.api.tickets.close({ ...command, closeAs });
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
    rememberSheet(deps.memory, next);
    return next;
  });
  return named;
}

function callLink(state: WorkbenchState, sheet: Sheet): CallLink | null {
  if (sheet.callId === null) return null;
  return { callId: sheet.callId, recordingId: state.recordings[sheet.callId] ?? null };
}

function missingFields(intake: Intake, closeAs: CloseWay): FieldErrors {
  return Object.fromEntries(missingForClose(intake, closeAs).map((field) => [field, 'required']));
}

function settled(ticket: Ticket, before: Sheet): Sheet {
  return { ...ticketSheet(ticket, before.callId), savedAt: ticket.updatedAt };
}

function refused(sheet: Sheet, error: unknown): Sheet {
  const errors = error instanceof AppError && error.fields ? error.fields : {};
  return { ...sheet, busy: 'idle', errors, failure: errorCodeOf(error) };
}

async function showClosed(deps: WorkbenchDeps, access: WorkbenchAccess, draftKey: string) {
  const ticketId = access.get().sheet?.ticketId;
  if (!ticketId) return;
  try {
    const ticket = await deps.api.tickets.get({ ticketId });
    access.patchSheet(draftKey, (now) => withTicket(now, ticket));
  } catch {
    // The refusal already says that it is closed.
  }
}
