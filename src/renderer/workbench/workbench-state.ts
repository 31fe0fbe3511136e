import type { CallView } from '../../shared/domain/calls/call.ts';
import type { CallResult } from '../../shared/domain/calls/call-result.ts';
import type { Asking, Draft } from '../../shared/domain/desk/desk-state.ts';
import type { CallId, EntryId, RecordingId, TicketId } from '../../shared/domain/ids.ts';
import type { KnowledgeEntry } from '../../shared/domain/knowledge/knowledge.ts';
import type { IntakeField } from '../../shared/domain/tickets/intake-merge.ts';
import type { TicketAction } from '../../shared/domain/tickets/ticket-action.ts';
import type { Intake } from '../../shared/domain/tickets/ticket.ts';
import type { PutAside } from '../../shared/domain/workspaces/put-aside.ts';
import type { Workspace } from '../../shared/domain/workspaces/workspace.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { DeskApi } from '../stores/desk-api.ts';
import type { Memory } from '../stores/memory.ts';
import { type Place, type Places, activePlace, conversationOnLine } from './places.ts';
import { type Sheet, draftOf } from './sheet.ts';

/** An act on a sheet that is not of the call, until the agent says that it is meant. */
export interface Confirming {
  readonly draftKey: string;
  readonly action: TicketAction;
}

export interface WorkbenchState extends Places {
  /** Everything that lies open in a place or was typed and is not saved, by draft key. */
  readonly sheets: Readonly<Record<string, Sheet>>;
  readonly confirming: Confirming | null;
  /** Sheets that are not of the call and may be worked on in it all the same, as the agent has said (`confirmationOf`). */
  readonly confirmed: readonly string[];
  /** Recordings of the calls of this session, for linking after the call has ended. */
  readonly recordings: Readonly<Record<CallId, RecordingId>>;
  /** What was typed earlier, never saved, and lies open nowhere. Newest first. */
  readonly drafts: readonly Draft[];
  /** A number for a new intake could not be had. */
  readonly startFailure: ErrorCode | null;

  /** What host and phone tell: conversations come, change and go, and who is spoken with comes to the front. */
  noteDesk(desk: DeskTold): void;
  /** Brings a place to the front; `homeKey` = today's work. */
  choose(key: string): void;
  /** The tab of a ticket opened by hand, or of a conversation that has nothing left to do, goes. What was typed stays a draft. */
  close(key: string): Promise<void>;
  /** 放下: the place in front goes from the tabs and is listed as put aside, with the reason. Throws what the host refuses. */
  putAside(reason: string): Promise<void>;
  /** A conversation that was put aside is a tab again, in front; of a ticket (`null`) what was typed. */
  takeUp(key: string, workspace: Workspace | null): Promise<void>;
  /** Opens a ticket by hand, in a place of its own; in the conversation on the line if it is one of its citizen's. */
  openTicket(ticketId: TicketId): Promise<void>;
  /** Opens a ticket of the citizen in the conversation that is in front. */
  openMatch(ticketId: TicketId): Promise<void>;
  /** The conversation on the line is about the ticket that lies open, though it is not its citizen's. */
  adopt(): void;
  /** Opens again what was typed earlier. */
  openDraft(draftKey: string): Promise<void>;
  /** Throws away what was typed earlier. */
  discardDraft(draftKey: string): Promise<void>;
  /** Opens what was found later: the caller's ticket, the choice, or a new intake. */
  acceptOffer(): Promise<void>;
  /** A new intake of the conversation in front, with what is known of its citizen; the one that is there is not begun anew. */
  startIntake(): Promise<void>;
  /** A new intake without a call. */
  startBlank(): Promise<void>;
  /** After a reload: the sheet that was open, if it has a draft, and the list of the other drafts. */
  restore(): Promise<void>;
  ticketChanged(ticketId: TicketId): Promise<void>;
  /** The ticket is not for this person any more: no word of it stays on the screen, what was typed here does. */
  ticketGone(ticketId: TicketId): void;
  /** Typed into the form of that sheet, whichever is in front by now. */
  edit(draftKey: string, patch: Partial<Intake>): void;
  insertAnswer(entry: KnowledgeEntry): void;
  removeCitation(entryId: EntryId): void;
  /** In a field that was changed on both sides: which text stands. */
  chooseText(field: IntakeField, whose: 'mine' | 'theirs'): void;
  /** On this sheet a reason is asked for, or typed; `null` = no longer. */
  ask(draftKey: string, asking: Asking | null): void;
  /** What was typed when somebody else closed the ticket has been read. */
  putAway(): Promise<void>;
  /**
   * Carries out an action on the open sheet; its `changes` are what is typed. `false` = not done, and the sheet says why, or
   * `confirming` asks whether it is meant.
   */
  carryOut(action: TicketAction): Promise<boolean>;
  /** Takes the closing of the open sheet back, while that may be (`DeskState.undoable`). `false` = not done. */
  undoClose(): Promise<boolean>;
  /** The answer to `confirming`. */
  confirm(isMeant: boolean): Promise<boolean>;
  /** What came of a conversation, or is to be noted of it. Throws what the host refuses. */
  conclude(callId: CallId, said: { result?: CallResult; note?: string }): Promise<void>;
  /** Writes what is typed at once, before the page goes away. */
  flushDraft(): Promise<void>;
  reset(): void;
}

interface DeskTold {
  readonly workspaces: readonly Workspace[];
  readonly calls: readonly CallView[];
  readonly aside?: readonly PutAside[] | undefined;
}

export interface WorkbenchDeps {
  readonly api: Pick<DeskApi, 'tickets' | 'drafts' | 'calls' | 'workspaces'>;
  readonly memory: Memory;
  createId(): string;
  /** Runs `work` after `delayMs`; returns the way to call it off. */
  schedule(work: () => void, delayMs: number): () => void;
  /** Are keys just now being pressed into a field, or does an input method compose? Focus alone is not typing. */
  isTyping(): boolean;
  /** Another sheet comes to the front: what an input method still holds belongs to the one before. */
  endTyping(): void;
}

/** Reads and changes of the state, as the parts of the workbench see them. */
export interface WorkbenchAccess {
  get(): WorkbenchState;
  set(patch: Partial<WorkbenchState>): void;
  /** Changes a sheet that is still there; a first save gives it another key. */
  patchSheet(draftKey: string, change: (sheet: Sheet) => Sheet): void;
  patchPlace(key: string, patch: Partial<Place>): void;
}

/** The sheet that every key and button of the workbench acts on: the one under the citizen's name. */
export function openSheet(state: WorkbenchState): Sheet | null {
  return sheetIn(state, activePlace(state));
}

export function sheetIn(state: Pick<WorkbenchState, 'sheets'>, place: Place | null): Sheet | null {
  const key = place?.sheetKey ?? null;
  return key === null ? null : (state.sheets[key] ?? null);
}

/** The word of the agent holds for this sheet in the conversation that goes on, also while it waits on hold. */
export function confirmationOf(state: Places, draftKey: string): string {
  return `${conversationOnLine(state)?.key ?? ''} ${draftKey}`;
}

/** Which of several tickets is meant waits for an answer: the digits choose among them. */
export function isChoosing(state: WorkbenchState): boolean {
  return openSheet(state) === null && activePlace(state)?.workspace?.pop.match === 'several';
}

/** Words are typed here, a reason is half typed, or something is being carried out. */
export function isUnsaved(state: Pick<WorkbenchState, 'sheets'>, place: Place | null): boolean {
  const sheet = sheetIn(state, place);
  if (sheet === null) return false;
  return sheet.busy !== null || draftOf(sheet) !== null;
}
