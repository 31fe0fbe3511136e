import { errorCodeOf } from '../../shared/app-error.ts';
import type { Draft } from '../../shared/domain/desk/desk-state.ts';
import { emptyIntake } from '../../shared/domain/tickets/ticket.ts';
import type { Ticket } from '../../shared/domain/tickets/ticket.ts';
import { callOfSheet } from './places.ts';
import { rememberSheet } from './sheet-mark.ts';
import { type Sheet, ticketSheet, withDraft } from './sheet.ts';
import { type WorkbenchAccess, type WorkbenchDeps, openSheet } from './workbench-state.ts';

/**
 * Takes back the closing of the open sheet, while it has not left the desk: the ticket is as it was, and what was typed stands
 * in the form, unsaved. `false` = not done, and the sheet says why.
 */
export async function undoClosing(deps: WorkbenchDeps, access: WorkbenchAccess): Promise<boolean> {
  const sheet = openSheet(access.get());
  if (!sheet || sheet.busy !== null || sheet.ticketId === null) return false;
  const { draftKey, ticketId } = sheet;
  access.patchSheet(draftKey, (now) => ({ ...now, busy: 'close', failure: null }));
  try {
    const undone = await deps.api.tickets.undoClose({ ticketId });
    access.patchSheet(draftKey, (now) => reopened(now, undone));
    const now = openSheet(access.get());
    if (now) rememberSheet(deps.memory, now, callOfSheet(access.get(), now));
    return true;
  } catch (error) {
    const failure = errorCodeOf(error);
    access.patchSheet(draftKey, (now) => ({ ...now, busy: null, failure }));
    return false;
  }
}

function reopened(
  sheet: Sheet,
  { ticket, draft }: { readonly ticket: Ticket | null; readonly draft: Draft | null },
): Sheet {
  const { callId } = sheet;
  if (ticket !== null) return withDraft({ ...ticketSheet(ticket), callId }, draft);
  const blank = { baseline: emptyIntake, intake: emptyIntake, savedAt: null, busy: null };
  return withDraft({ ...sheet, ...blank, ticket: null, errors: {}, failure: null }, draft);
}
