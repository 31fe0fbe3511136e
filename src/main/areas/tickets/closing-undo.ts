import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Draft, UndoableClosing } from '../../../shared/domain/desk/desk-state.ts';
import type { CommandId, TicketId } from '../../../shared/domain/ids.ts';
import { isTicketLocked } from '../../../shared/domain/tickets/flow.ts';
import { differingFields, withChanges } from '../../../shared/domain/tickets/intake-merge.ts';
import type { TicketCommand } from '../../../shared/domain/tickets/ticket-command.ts';
import { type Ticket, emptyIntake } from '../../../shared/domain/tickets/ticket.ts';
import type { Timers } from '../../host/timers.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { HubLinkArea } from '../hub-link/hub-link-area.ts';

/** A closing on its way to the disk. */
export interface Closing {
  readonly commandId: CommandId;
  readonly workNo: string;
  readonly before: Ticket | null;
  readonly command: TicketCommand;
  /** As it is closed. */
  readonly ticket: Ticket;
}

/**
 * A closing may be taken back for some seconds before it leaves the desk (ADR 0212). It is on disk at once, and stands
 * whatever happens here: only taking it back needs this process to live on.
 */
export interface ClosingUndo {
  /** Keeps the closing by `save`, and from leaving. */
  keeping<T extends string>(closing: Closing, save: () => Promise<T>): Promise<T>;
  /** Twice is once: of a ticket that is open, nothing is to be taken back. Throws `ticket.undoTooLate`. */
  undo(workNo: string, ticketId: TicketId): Promise<Undone>;
  /** Nothing may be taken back any more: all of it leaves. */
  letGo(): void;
  /** Lets go, and waits for the hub's answers, two seconds at most: their author is about to leave. */
  sendClosings(): Promise<void>;
}

export interface Undone {
  /** `null` = the closing had made it. */
  readonly ticket: Ticket | null;
  readonly draft: Draft | null;
}

const usualUndoMs = 8_000;
const leavingMs = 2_000;

interface Offer extends Closing {
  readonly until: number;
  readonly leave: () => Promise<unknown>;
  readonly cancel: () => void;
}

export function createClosingUndo(deps: {
  readonly store: Pick<StoreApi['tickets'], 'takeCommandBack' | 'getTicket'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly undoMs: number | undefined;
  readonly holdBack: HubLinkArea['holdBack'];
  /** Who is signed in. */
  readonly workNo: () => string | null;
  readonly onUndoable: (undoable: readonly UndoableClosing[]) => void;
  readonly onChanged: (ticketId: TicketId) => void;
}): ClosingUndo {
  const { store, clock, timers, undoMs = usualUndoMs } = deps;
  const offers = new Map<TicketId, Offer>();
  const show = () =>
    deps.onUndoable(
      [...offers.values()].map(({ ticket: { ticketId }, until }) => ({ ticketId, until })),
    );
  /** Atomic: whoever takes the offer decides alone whether the closing leaves. */
  const take = (ticketId: TicketId) => {
    const offer = offers.get(ticketId);
    if (!offer) return null;
    offers.delete(ticketId);
    offer.cancel();
    show();
    return offer;
  };
  const offer = (closing: Closing, leave: () => Promise<unknown>) => {
    const { ticketId } = closing.ticket;
    const cancel = timers.after(undoMs, () => void take(ticketId)?.leave());
    offers.set(ticketId, { ...closing, leave, cancel, until: clock.now() + undoMs });
    show();
  };
  const letGo = () => [...offers.keys()].map(async (ticketId) => take(ticketId)?.leave());
  return {
    async keeping(closing, save) {
      if (undoMs === 0) return save();
      const leave = deps.holdBack(closing.commandId);
      let mayUndo = false;
      try {
        const outcome = await save();
        mayUndo = outcome === 'saved' && deps.workNo() === closing.workNo;
        if (mayUndo) offer(closing, leave);
        return outcome;
      } finally {
        const isOffered = offers.get(closing.ticket.ticketId)?.commandId === closing.commandId;
        if (!mayUndo && !isOffered) void leave();
      }
    },
    async undo(workNo, ticketId) {
      const mine = offers.get(ticketId)?.workNo === workNo ? take(ticketId) : null;
      if (mine === null) return alreadyUndone(await store.getTicket(ticketId));
      const draft = draftOf(mine, clock.now());
      const { commandId, before, ticket } = mine;
      const { revision } = ticket;
      try {
        const taken = { commandId, ticketId, workNo, revision, before, draft };
        if (!(await store.takeCommandBack(taken))) throw new AppError('ticket.undoTooLate');
      } finally {
        void mine.leave();
      }
      deps.onChanged(ticketId);
      return { ticket: await store.getTicket(ticketId), draft };
    },
    letGo: () => void letGo(),
    async sendClosings() {
      const leaving = letGo();
      if (leaving.length === 0) return;
      const enough = new AbortController();
      await Promise.race([Promise.all(leaving), timers.wait(leavingMs, enough.signal)]);
      enough.abort();
    },
  };
}

function alreadyUndone(ticket: Ticket | null): Undone {
  if (ticket !== null && isTicketLocked(ticket)) throw new AppError('ticket.undoTooLate');
  return { ticket, draft: null };
}

/** What was typed and went with the closing. */
function draftOf({ command, ticket }: Closing, savedAt: number): Draft | null {
  const { base, action } = command;
  if (!('changes' in action)) return null;
  const from = base?.intake ?? emptyIntake;
  const body = withChanges(from, action.changes);
  if (differingFields(body, from).length === 0) return null;
  return { draftKey: ticket.ticketId, body, base, savedAt };
}
