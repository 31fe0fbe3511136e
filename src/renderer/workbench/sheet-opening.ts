import { errorCodeOf } from '../../shared/app-error.ts';
import type { CallId, TicketId } from '../../shared/domain/ids.ts';
import type { Ticket } from '../../shared/domain/tickets/ticket.ts';
import type { Pop } from '../../shared/domain/desk/pop.ts';
import { readSheetMark, rememberSheet } from './sheet-mark.ts';
import type { SheetMark } from '../../shared/kept/sheet-mark.ts';
import type { DraftKeeper } from './draft-keeper.ts';
import {
  type Place,
  activePlace,
  callOfSheet,
  conversationOnLine,
  homeKey,
  placeOf,
} from './places.ts';
import {
  type Sheet,
  blankSheet,
  intakeSheet,
  isDirty,
  draftOf,
  sheetWithoutTicket,
  ticketSheet,
  withDraft,
  withTicket,
} from './sheet.ts';
import {
  type WorkbenchAccess,
  type WorkbenchDeps,
  type WorkbenchState,
  sheetIn,
} from './workbench-state.ts';

type Opening = Pick<
  WorkbenchState,
  | 'openTicket'
  | 'openMatch'
  | 'openDraft'
  | 'discardDraft'
  | 'acceptOffer'
  | 'startIntake'
  | 'startBlank'
  | 'restore'
  | 'ticketChanged'
  | 'ticketGone'
> & {
  /** A conversation came to the front: what its pop says is opened, once. */
  openFirst(key: string): void;
  /** More is known of these conversations than before. */
  popsChanged(before: readonly Place[]): void;
  /** Reads the list of drafts anew. */
  restoreDrafts(): Promise<void>;
};

/** How sheets get into the places of the workbench: by a pop, by hand, after a reload, by a change at the hub. */
export function sheetOpening(
  deps: WorkbenchDeps,
  access: WorkbenchAccess,
  drafts: DraftKeeper,
): Opening {
  const turns = new Map<string, number>();
  const placeNow = (key: string) => access.get().places.find((place) => place.key === key) ?? null;

  /** Reads a sheet and shows it in its place, unless another one was asked for there meanwhile or `mayShow` says no. */
  const open = async (
    key: string,
    read: () => Promise<Sheet>,
    mayShow: () => boolean = () => true,
  ) => {
    const mine = (turns.get(key) ?? 0) + 1;
    turns.set(key, mine);
    access.patchPlace(key, { opening: true, openFailure: null });
    try {
      await drafts.flush();
      const sheet = await read();
      if (mine !== turns.get(key) || placeNow(key) === null) return;
      if (!mayShow()) return access.patchPlace(key, { opening: false, offered: true });
      const left = sheetIn(access.get(), placeNow(key));
      show(key, sheet);
      // What is typed in the sheet that made room lies open nowhere now.
      if (left !== null && left.draftKey !== sheet.draftKey && isDirty(left)) await restoreDrafts();
    } catch (error) {
      if (mine === turns.get(key))
        access.patchPlace(key, { opening: false, openFailure: errorCodeOf(error) });
    }
  };
  /** A ticket that lies open elsewhere, too, is the same sheet: what is typed there stands here. */
  const show = (key: string, read: Sheet) => {
    const { sheets } = access.get();
    const known = sheets[read.draftKey];
    const isEmpty = known === undefined || (known.ticket === null && !isDirty(known));
    const sheet = isEmpty ? read : read.ticket ? withTicket(known, read.ticket) : known;
    access.set({ sheets: { ...sheets, [sheet.draftKey]: sheet } });
    access.patchPlace(key, {
      opening: false,
      openFailure: null,
      offered: false,
      sheetKey: sheet.draftKey,
    });
    forgetDraft(access, sheet.draftKey);
    const { activeKey } = access.get();
    if (activeKey === key) rememberSheet(deps.memory, sheet, callOfSheet(access.get(), sheet));
  };
  const drafted = async (sheet: Sheet) =>
    drafts.withUnsaved(withDraft(sheet, await deps.api.drafts.get({ draftKey: sheet.draftKey })));
  const readTicket = async (ticketId: TicketId) =>
    drafted(ticketSheet(await deps.api.tickets.get({ ticketId })));
  const inNewPlace = (key: string, read: () => Promise<Sheet>) => {
    const { places, choose } = access.get();
    if (placeNow(key) === null) access.set({ places: [...places, placeOf(key, null)] });
    choose(key);
    return placeNow(key)?.sheetKey === key ? Promise.resolve() : open(key, read);
  };

  /** What the conversation is about, the last word of it; `null` = a demand that is not registered yet. */
  const tellChoice = (callId: CallId, ticketId: TicketId | null) => {
    // A host that is away has said so; saving links the call as well.
    deps.api.calls.conclude({ callId, ticketId }).catch(() => undefined);
  };
  const openChosen = (callId: CallId, ticketId: TicketId) => {
    tellChoice(callId, ticketId);
    return open(callId, () => readTicket(ticketId));
  };

  /** Focus alone is no reason to keep the old sheet; typed words are. */
  const mayReplace = (key: string) => {
    const sheet = sheetIn(access.get(), placeNow(key));
    return sheet === null || (!isDirty(sheet) && sheet.busy === null && sheet.ticketId === null);
  };
  /** The intake of a conversation; after a reload, or taken up again, the ticket that it has become, unless more is typed. */
  const intakeOrTicket = async (pop: Pop): Promise<Sheet> => {
    const intake = await drafted(intakeSheet(pop));
    const ticketId = placeNow(pop.callId)?.workspace?.ticketIds.at(-1);
    return ticketId === undefined || isDirty(intake) ? intake : readTicket(ticketId);
  };
  const openPop = (pop: Pop, mayShow?: () => boolean) => {
    const { callId, ticketId } = pop;
    if (ticketId !== null) return open(callId, () => readTicket(ticketId), mayShow);
    if (pop.match === 'none') return open(callId, () => intakeOrTicket(pop), mayShow);
    turns.set(callId, (turns.get(callId) ?? 0) + 1);
    access.patchPlace(callId, {
      sheetKey: null,
      offered: false,
      opening: false,
      openFailure: null,
    });
    return Promise.resolve();
  };
  const popChanged = (shown: Pop, pop: Pop) => {
    const { callId, ticketId } = pop;
    const sheet = sheetIn(access.get(), placeNow(callId));
    if (sheet === null || (ticketId !== null && sheet.ticketId === ticketId)) return;
    const isOther = shown.number.raw !== pop.number.raw;
    const isFound = shown.match === 'none' && pop.match !== 'none';
    if (!isFound && !(isOther && mayReplace(callId))) return;
    if (!mayReplace(callId)) return access.patchPlace(callId, { offered: true });
    void openPop(pop, () => mayReplace(callId));
  };
  /** A second demand of one caller is a ticket of its own, begun with what is known of her or him. */
  const secondIntake = async (pop: Pop): Promise<Sheet> => {
    const blank = blankSheet(await deps.api.tickets.newTicket());
    const { intake } = intakeSheet(pop);
    return { ...blank, callId: pop.callId, baseline: intake, intake };
  };
  const startBlank = async () => {
    access.set({ startFailure: null });
    try {
      await drafts.flush();
      const sheet = blankSheet(await deps.api.tickets.newTicket());
      await inNewPlace(sheet.draftKey, () => Promise.resolve(sheet));
    } catch (error) {
      access.set({ startFailure: errorCodeOf(error) });
    }
  };
  const openTicket = (ticketId: TicketId) => {
    const onLine = conversationOnLine(access.get());
    const isTheirs = onLine?.workspace?.pop.tickets.some((one) => one.ticketId === ticketId);
    if (!onLine || !isTheirs) return inNewPlace(ticketId, () => readTicket(ticketId));
    access.get().choose(onLine.key);
    return openChosen(onLine.key, ticketId);
  };

  const restoreDrafts = async () => {
    try {
      const kept = await deps.api.drafts.list();
      const open = new Set(access.get().places.map(({ sheetKey }) => sheetKey));
      access.set({ drafts: kept.filter(({ draftKey }) => !open.has(draftKey)) });
    } catch {
      // The drafts are still with the host and come back when their tickets are opened.
    }
  };

  return {
    openFirst: (key) => {
      const place = placeNow(key);
      const pop = place?.workspace?.pop;
      if (pop && place.sheetKey === null && !place.opening) void openPop(pop);
    },
    popsChanged: (before) => {
      for (const place of access.get().places) {
        const shown = before.find(({ key }) => key === place.key)?.workspace?.pop;
        const pop = place.workspace?.pop;
        if (shown && pop && shown !== pop) popChanged(shown, pop);
      }
    },
    openTicket,
    openMatch: (ticketId) => {
      const place = activePlace(access.get());
      if (place === null || place.workspace === null) return openTicket(ticketId);
      return openChosen(place.key, ticketId);
    },
    openDraft: (draftKey) => {
      const isOfCall = (placeNow(draftKey)?.workspace ?? null) !== null;
      return inNewPlace(draftKey, async () => {
        const draft = await deps.api.drafts.get({ draftKey });
        const sheet = await sheetOfDraft(deps, { draftKey, callId: isOfCall ? draftKey : null });
        return withDraft(sheet, draft);
      });
    },
    discardDraft: async (draftKey) => {
      await drafts.throwAway(draftKey);
      forgetDraft(access, draftKey);
      // Or the words would come back with the sheet.
      const { [draftKey]: _gone, ...sheets } = access.get().sheets;
      access.set({ sheets });
    },
    acceptOffer: async () => {
      const pop = activePlace(access.get())?.workspace?.pop;
      await drafts.flush();
      if (pop) await openPop(pop);
    },
    startIntake: () => {
      const place = activePlace(access.get());
      const pop = place?.workspace?.pop;
      if (!place || !pop) return startBlank();
      const begun = sheetIn(access.get(), place);
      if (begun?.callId === pop.callId && begun.ticket === null) return Promise.resolve();
      tellChoice(pop.callId, null);
      const isFirst = access.get().sheets[pop.callId] !== undefined || !isRegistered(place);
      return open(place.key, () =>
        isFirst ? drafted(intakeSheet(pop)) : secondIntake(pop).then(drafted),
      );
    },
    startBlank,
    restore: async () => {
      const mark = readSheetMark(deps.memory);
      if (mark) await restoreSheet(deps, access, mark);
      await restoreDrafts();
    },
    restoreDrafts,
    ticketChanged: async (ticketId) => {
      const sheet = Object.values(access.get().sheets).find((one) => one.ticketId === ticketId);
      if (!sheet || sheet.ticket === null || sheet.busy !== null) return;
      const { draftKey, ticket: before } = sheet;
      try {
        const ticket = await deps.api.tickets.get({ ticketId });
        const refused = isTakenBack(before, ticket)
          ? await deps.api.drafts.get({ draftKey })
          : null;
        access.patchSheet(draftKey, (now) =>
          withTicket({ ...now, baseline: refused?.base?.intake ?? now.baseline }, ticket),
        );
      } catch {
        // The ticket stays as it was; the next change or opening reads it again.
      }
    },
    ticketGone: (ticketId) => {
      const { sheets, places } = access.get();
      const gone = Object.values(sheets).filter((one) => one.ticketId === ticketId);
      for (const sheet of gone) {
        const { draftKey } = sheet;
        if (draftOf(sheet) !== null) {
          access.patchSheet(draftKey, sheetWithoutTicket);
          drafts.touch(draftKey);
          continue;
        }
        const { [draftKey]: _gone, ...others } = access.get().sheets;
        access.set({ sheets: others });
        for (const { key, sheetKey } of places)
          if (sheetKey === draftKey)
            access.patchPlace(key, { sheetKey: null, openFailure: 'ticket.notFound' });
      }
    },
  };
}

/** The first intake of this conversation has become a ticket. */
function isRegistered({ workspace }: Place): boolean {
  return workspace !== null && workspace.ticketIds.length > 0;
}

function forgetDraft(access: WorkbenchAccess, draftKey: string): void {
  const { drafts } = access.get();
  access.set({ drafts: drafts.filter((draft) => draft.draftKey !== draftKey) });
}

/**
 * The hub has refused what was saved here: the ticket no longer tells of it. What was typed is a draft again, over what it
 * began on.
 */
function isTakenBack(before: Ticket, after: Ticket): boolean {
  const last = before.course.at(-1)?.eventId;
  return last !== undefined && after.course.every(({ eventId }) => eventId !== last);
}

/** What a draft was typed in: a ticket, or an intake that never became one. */
async function sheetOfDraft(
  { api }: WorkbenchDeps,
  { draftKey, callId }: Pick<Sheet, 'draftKey' | 'callId'>,
): Promise<Sheet> {
  try {
    return ticketSheet(await api.tickets.get({ ticketId: draftKey }));
  } catch (error) {
    if (errorCodeOf(error) !== 'ticket.notFound') throw error;
    return newSheet({ draftKey, ticketId: null, ticketNo: null, callId });
  }
}

/** Brings back the sheet of before the reload when something was typed in it and never saved. */
async function restoreSheet(deps: WorkbenchDeps, access: WorkbenchAccess, mark: SheetMark) {
  try {
    const draft = await deps.api.drafts.get({ draftKey: mark.draftKey });
    const { activeKey, places, sheets } = access.get();
    if (draft === null || activeKey !== homeKey) return;
    const sheet =
      mark.kind === 'ticket'
        ? ticketSheet(await deps.api.tickets.get({ ticketId: mark.ticketId }))
        : newSheet(mark);
    const key = mark.callId ?? mark.draftKey;
    const known = places.some((place) => place.key === key);
    access.set({
      places: known ? places : [...places, placeOf(key, null)],
      sheets: { ...sheets, [sheet.draftKey]: withDraft(sheet, draft) },
      activeKey: key,
    });
    access.patchPlace(key, { sheetKey: sheet.draftKey });
  } catch {
    // Nothing is lost: the draft is still with the host and comes back when the ticket is opened.
  }
}

function newSheet(mark: {
  readonly draftKey: string;
  readonly ticketId: TicketId | null;
  readonly ticketNo: string | null;
  readonly callId: CallId | null;
}): Sheet {
  const { draftKey, ticketId, ticketNo, callId } = mark;
  const blank = blankSheet({ ticketId: '', ticketNo: '' });
  return { ...blank, draftKey, ticketId, ticketNo, callId };
}
