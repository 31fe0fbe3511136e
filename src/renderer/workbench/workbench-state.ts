import type { CallView } from '../../shared/domain/calls/call.ts';
import type { Pop } from '../../shared/domain/desk/pop.ts';
import type { CallId, EntryId, RecordingId, TicketId } from '../../shared/domain/ids.ts';
import type { KnowledgeEntry } from '../../shared/domain/knowledge/knowledge.ts';
import type { IntakeField } from '../../shared/domain/tickets/intake-merge.ts';
import type { TicketAction } from '../../shared/domain/tickets/flow.ts';
import type { Intake } from '../../shared/domain/tickets/ticket.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { DeskApi } from '../stores/desk-api.ts';
import type { Memory } from '../stores/memory.ts';
import type { Sheet } from './sheet.ts';

/** The reason that is being typed for an action, before that is carried out. */
export interface Asking {
  /** Which button asks: `words` of `ticket-actions.ts`. */
  readonly button: string;
  readonly reason: string;
}

export interface WorkbenchState {
  /** The last caller; stays after the call until the next one. */
  readonly pop: Pop | null;
  /** The caller's ticket waits to be opened, because something else is being typed. */
  readonly offered: boolean;
  /** A ticket is being read from the host. */
  readonly opening: boolean;
  readonly openFailure: ErrorCode | null;
  readonly sheet: Sheet | null;
  /** By draft key, so that a reason half typed is there again when its sheet is. */
  readonly asking: Readonly<Record<string, Asking>>;
  /** Recordings of the calls of this session, for linking after the call has ended. */
  readonly recordings: Readonly<Record<CallId, RecordingId>>;

  showPop(pop: Pop): Promise<void>;
  noteCalls(calls: readonly CallView[]): void;
  openTicket(ticketId: TicketId): Promise<void>;
  /** Opens what was offered: the caller's ticket, the choice, or a new intake. */
  acceptOffer(): Promise<void>;
  /** A new intake for the caller, with what is known of her or him. */
  startIntake(): Promise<void>;
  /** A new intake without a call. */
  startBlank(): Promise<void>;
  /** After a reload: the sheet that was open, if it has a draft. */
  restore(): Promise<void>;
  ticketChanged(ticketId: TicketId): Promise<void>;
  edit(patch: Partial<Intake>): void;
  insertAnswer(entry: KnowledgeEntry): void;
  removeCitation(entryId: EntryId): void;
  /** In a field that was changed on both sides: which text stands. */
  choose(field: IntakeField, whose: 'mine' | 'theirs'): void;
  /** On this sheet a reason is asked for, or typed; `null` = no longer. */
  ask(draftKey: string, asking: Asking | null): void;
  /** What was typed when somebody else closed the ticket has been read. */
  putAway(): Promise<void>;
  /** Carries out an action on the open sheet; its `changes` are what is typed. `false` = not done, and the sheet says why. */
  carryOut(action: TicketAction): Promise<boolean>;
  /** Writes what is typed at once, before the page goes away. */
  flushDraft(): Promise<void>;
  reset(): void;
}

export interface WorkbenchDeps {
  readonly api: Pick<DeskApi, 'tickets' | 'drafts'>;
  readonly memory: Memory;
  createId(): string;
  /** Runs `work` after `delayMs`; returns the way to call it off. */
  schedule(work: () => void, delayMs: number): () => void;
  /** Is the keyboard focus inside the ticket form right now? */
  isFormFocused(): boolean;
}

/** Reads and changes of the state, as the parts of the workbench see them. */
export interface WorkbenchAccess {
  get(): WorkbenchState;
  set(patch: Partial<WorkbenchState>): void;
  /** Changes the open sheet, unless another one was opened meanwhile. */
  patchSheet(draftKey: string, change: (sheet: Sheet) => Sheet): void;
}
