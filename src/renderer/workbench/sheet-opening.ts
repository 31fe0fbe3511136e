import { errorCodeOf } from '../../shared/app-error.ts';
import type { CallId, TicketId } from '../../shared/domain/ids.ts';
import type { Ticket } from '../../shared/domain/tickets/ticket.ts';
import type { Pop } from '../../shared/domain/desk/pop.ts';
import { forgetSheet, readSheetMark, rememberSheet } from './sheet-mark.ts';
import type { SheetMark } from '../../shared/kept/sheet-mark.ts';
import type { DraftKeeper } from './draft-keeper.ts';
import {
  type Sheet,
  blankSheet,
  intakeSheet,
  isDirty,
  ticketSheet,
  withDraft,
  withTicket,
} from './sheet.ts';
import type { WorkbenchAccess, WorkbenchDeps, WorkbenchState } from './workbench-state.ts';

type Opening = Pick<
  WorkbenchState,
  | 'showPop'
  | 'openTicket'
  | 'acceptOffer'
  | 'startIntake'
  | 'startBlank'
  | 'restore'
  | 'ticketChanged'
>;

/** How sheets get onto the workbench: by a pop, by hand, after a reload, by a change at the hub. */
export function sheetOpening(
  deps: WorkbenchDeps,
  access: WorkbenchAccess,
  drafts: DraftKeeper,
): Opening {
  let turn = 0;

  /** Reads a sheet and shows it, unless another one was asked for meanwhile or `mayShow` says no. */
  const open = async (read: () => Promise<Sheet>, mayShow: () => boolean = () => true) => {
    turn += 1;
    const mine = turn;
    access.set({ opening: true, openFailure: null });
    try {
      await drafts.flush();
      const sheet = await read();
      if (mine !== turn) return;
      if (!mayShow()) return access.set({ opening: false, offered: true });
      access.set({ opening: false, offered: false, sheet });
      rememberSheet(deps.memory, sheet);
    } catch (error) {
      if (mine === turn) access.set({ opening: false, openFailure: errorCodeOf(error) });
    }
  };
  const drafted = async (sheet: Sheet) =>
    drafts.withUnsaved(withDraft(sheet, await deps.api.drafts.get({ draftKey: sheet.draftKey })));
  const readTicket = async (ticketId: TicketId) =>
    drafted(ticketSheet(await deps.api.tickets.get({ ticketId }), callOf(access.get(), ticketId)));

  const startBlank = () => open(async () => blankSheet(await deps.api.tickets.newTicket()));

  const mayReplace = () => {
    const { sheet, asking } = access.get();
    if (sheet === null) return true;
    const isAsking = (asking[sheet.draftKey]?.reason ?? '') !== '';
    return !isDirty(sheet) && sheet.busy === null && !isAsking && !deps.isFormFocused();
  };
  const openPop = (pop: Pop, mayShow?: () => boolean) => {
    const { ticketId } = pop;
    if (ticketId !== null) return open(() => readTicket(ticketId), mayShow);
    if (pop.match === 'none') return open(() => drafted(intakeSheet(pop)), mayShow);
    turn += 1;
    access.set({ sheet: null, offered: false, opening: false, openFailure: null });
    forgetSheet(deps.memory);
    return Promise.resolve();
  };

  return {
    showPop: async (pop) => {
      const { pop: shown, sheet } = access.get();
      access.set({ pop });
      if (isFoundLater(shown, pop)) {
        const mayGive = () => mayReplace() && (access.get().sheet?.ticketId ?? null) === null;
        if (pop.ticketId !== null && sheet?.ticketId === pop.ticketId) return;
        return mayGive() ? openPop(pop, mayGive) : access.set({ offered: true });
      }
      if (shown?.callId === pop.callId || sheet?.callId === pop.callId) return;
      if (!mayReplace()) return access.set({ offered: true });
      await openPop(pop, mayReplace);
    },
    openTicket: (ticketId) => open(() => readTicket(ticketId)),
    acceptOffer: async () => {
      const { pop } = access.get();
      await drafts.flush();
      if (pop) await openPop(pop);
    },
    startIntake: () => {
      const { pop, sheet } = access.get();
      const taken = sheet?.ticketId === null && sheet.callId === pop?.callId;
      return pop && !taken ? open(() => drafted(intakeSheet(pop))) : startBlank();
    },
    startBlank,
    restore: async () => {
      const mark = readSheetMark(deps.memory);
      if (mark) await restoreSheet(deps, access, mark);
    },
    ticketChanged: async (ticketId) => {
      const { sheet } = access.get();
      if (sheet?.ticketId !== ticketId || sheet.ticket === null || sheet.busy !== null) return;
      try {
        const ticket = await deps.api.tickets.get({ ticketId });
        const { draftKey } = sheet;
        const refused = isTakenBack(sheet.ticket, ticket)
          ? await deps.api.drafts.get({ draftKey })
          : null;
        access.patchSheet(draftKey, (now) =>
          withTicket({ ...now, baseline: refused?.base?.intake ?? now.baseline }, ticket),
        );
      } catch {
        // The ticket stays as it was; the next change or opening reads it again.
      }
    },
  };
}

/** The same call again, of which no open ticket was known before: tickets were still on their way to this desk. */
function isFoundLater(shown: Pop | null, pop: Pop): boolean {
  return shown?.callId === pop.callId && shown.match === 'none' && pop.match !== 'none';
}

/**
 * The hub has refused what was saved here: the ticket no longer tells of it. What was typed is a draft again, over what it
 * began on.
 */
function isTakenBack(before: Ticket, after: Ticket): boolean {
  const last = before.course.at(-1)?.eventId;
  return last !== undefined && after.course.every(({ eventId }) => eventId !== last);
}

/** Brings back the sheet of before the reload when something was typed in it and never saved. */
async function restoreSheet(deps: WorkbenchDeps, access: WorkbenchAccess, mark: SheetMark) {
  try {
    const draft = await deps.api.drafts.get({ draftKey: mark.draftKey });
    if (draft === null || access.get().sheet !== null) return;
    const sheet =
      mark.kind === 'ticket'
        ? ticketSheet(await deps.api.tickets.get({ ticketId: mark.ticketId }), mark.callId)
        : newSheet(mark);
    access.set({ sheet: withDraft(sheet, draft) });
  } catch {
    // Nothing is lost: the draft is still with the host and comes back when the ticket is opened.
  }
}

function newSheet(mark: Extract<SheetMark, { kind: 'new' }>): Sheet {
  const named = { ticketId: mark.ticketId ?? '', ticketNo: mark.ticketNo ?? '' };
  const blank = blankSheet(named);
  return {
    ...blank,
    draftKey: mark.draftKey,
    ticketId: mark.ticketId,
    ticketNo: mark.ticketNo,
    callId: mark.callId,
  };
}

/** A ticket of the caller's list belongs to the caller's call. */
function callOf(state: WorkbenchState, ticketId: TicketId): CallId | null {
  const { pop } = state;
  if (!pop) return null;
  return pop.tickets.some((ticket) => ticket.ticketId === ticketId) ? pop.callId : null;
}
