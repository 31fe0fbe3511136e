import type { FieldErrors } from '../../shared/app-error.ts';
import { cleanLine, cleanLines } from '../../shared/clean-text.ts';
import { type Asking, type Draft, askedWords } from '../../shared/domain/desk/desk-state.ts';
import type { CallId, EntryId, TicketId } from '../../shared/domain/ids.ts';
import { type KnowledgeEntry, recordedOf } from '../../shared/domain/knowledge/knowledge.ts';
import { withRecorded } from '../../shared/domain/tickets/done-line.ts';
import type { Pop } from '../../shared/domain/desk/pop.ts';
import { isTicketLocked } from '../../shared/domain/tickets/flow.ts';
import type { TicketActionKind } from '../../shared/domain/tickets/ticket-action.ts';
import {
  type IntakeChanges,
  type IntakeField,
  differingFields,
  fieldsOf,
  intakeOf,
  mergeIntake,
  ownWords,
  withChanges,
} from '../../shared/domain/tickets/intake-merge.ts';
import type { TicketBase } from '../../shared/domain/tickets/ticket-command.ts';
import { type Intake, type Ticket, emptyIntake } from '../../shared/domain/tickets/ticket.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';

/** A form that lies open at the workbench: a ticket, or an intake that is not a ticket yet. */
export interface Sheet {
  /** Ticket id; the call id for a new intake from a call. */
  readonly draftKey: string;
  /** `null` until the new intake is saved for the first time. */
  readonly ticketId: TicketId | null;
  readonly ticketNo: string | null;
  /** As the host last told it; `null` for a new intake. */
  readonly ticket: Ticket | null;
  /** The call for which a new intake was begun; `null` for a ticket that was there, and without a call. */
  readonly callId: CallId | null;
  /**
   * What the form was opened on; what differs from it was typed here. It follows the ticket, except in a field that was
   * changed on both sides, until the agent has chosen.
   */
  readonly baseline: Intake;
  readonly intake: Intake;
  readonly draftSavedAt: number | null;
  readonly draftFailed: boolean;
  readonly errors: FieldErrors;
  /** What is being carried out. */
  readonly busy: TicketActionKind | null;
  readonly failure: ErrorCode | null;
  /** The last action that was asked for. */
  readonly tried: TicketActionKind | null;
  readonly savedAt: number | null;
  /** What was typed here when somebody else closed the ticket: no longer to be saved, shown until it is put away. */
  readonly unsaved: IntakeChanges;
  /** What is typed for an action on the ticket; `null` = nothing is asked for. */
  readonly asking: Asking | null;
}

const fresh = {
  draftSavedAt: null,
  draftFailed: false,
  errors: {},
  busy: null,
  failure: null,
  tried: null,
  savedAt: null,
  unsaved: {},
  asking: null,
} as const;

/** A new intake for the call of `pop`, with what is known of the caller filled in. */
export function intakeSheet(pop: Pop): Sheet {
  const intake: Intake = {
    ...emptyIntake,
    requesterName: pop.requesterName,
    requesterNumber: pop.number.key === null ? '' : pop.number.display,
    district: pop.district,
    address: pop.address,
  };
  return {
    ...fresh,
    draftKey: pop.callId,
    ticketId: null,
    ticketNo: null,
    ticket: null,
    callId: pop.callId,
    baseline: intake,
    intake,
  };
}

/** A new intake without a call, under the number that the host gave. */
export function blankSheet(named: {
  readonly ticketId: TicketId;
  readonly ticketNo: string;
}): Sheet {
  return {
    ...fresh,
    ...named,
    draftKey: named.ticketId,
    ticket: null,
    callId: null,
    baseline: emptyIntake,
    intake: emptyIntake,
  };
}

/** An existing ticket. */
export function ticketSheet(ticket: Ticket): Sheet {
  const intake = intakeOf(ticket);
  return {
    ...fresh,
    draftKey: ticket.ticketId,
    ticketId: ticket.ticketId,
    ticketNo: ticket.ticketNo,
    ticket,
    callId: null,
    baseline: intake,
    intake,
  };
}

/** The sheet with what was typed before a reload or crash. */
export function withDraft(
  sheet: Sheet,
  draft: (Typed & { readonly savedAt?: number }) | null,
): Sheet {
  const { ticket } = sheet;
  if (draft === null) return sheet;
  const { body: intake, asking = null } = draft;
  const drafted = { ...sheet, intake, asking, draftSavedAt: draft.savedAt ?? null };
  if (ticket === null) return drafted;
  // A draft that does not say what it began on has filled an empty form: what it would replace is asked for.
  return withTicket({ ...drafted, baseline: draft.base?.intake ?? emptyIntake }, ticket);
}

/**
 * The sheet after the host's ticket changed. What was typed and not saved stays; fields that nobody has typed in follow the
 * ticket, and one that was changed on both sides waits for a choice (`clashesOf`). What an answer was taken from is chosen
 * with the answer: a colleague's citation below one's own words would be untrue.
 */
export function withTicket(sheet: Sheet, ticket: Ticket): Sheet {
  const theirs = intakeOf(ticket);
  const { baseline, intake } = sheet;
  if (isTicketLocked(ticket)) {
    const unsaved = { ...sheet.unsaved, ...unsavedOf(baseline, intake, theirs) };
    return { ...sheet, ticket, baseline: theirs, intake: theirs, unsaved };
  }
  const { merged, clashes } = mergeIntake(baseline, intake, theirs);
  const asked: readonly IntakeField[] = clashes.includes('answer')
    ? [...clashes, 'citations']
    : clashes;
  return {
    ...sheet,
    ticket,
    baseline: withChanges(theirs, fieldsOf(baseline, asked)),
    intake: withChanges(merged, fieldsOf(intake, asked)),
  };
}

/** What was typed and does not stand in the closed ticket. */
function unsavedOf(baseline: Intake, typed: Intake, closed: Intake): IntakeChanges {
  const differing = differingFields(typed, closed);
  return fieldsOf(
    typed,
    differingFields(baseline, typed).filter((field) => differing.includes(field)),
  );
}

/** Fields that somebody else has changed as well, and the agent has not chosen yet. */
export function clashesOf({ ticket, baseline, intake }: Sheet): readonly IntakeField[] {
  if (ticket === null) return [];
  const theirs = intakeOf(ticket);
  const differing = differingFields(intake, theirs);
  return differingFields(baseline, theirs).filter((field) => differing.includes(field));
}

/** What was typed here, as a new intake: the ticket is not for this person any more, and no word of it stays. */
export function sheetWithoutTicket(sheet: Sheet): Sheet {
  const { asking } = sheet;
  const typed = withChanges(sheet.intake, sheet.unsaved);
  return {
    ...sheet,
    ...fresh,
    ticketId: null,
    ticketNo: null,
    ticket: null,
    baseline: emptyIntake,
    intake: ownWords(typed, sheet.baseline, asking ? askedWords(asking) : []),
    failure: 'ticket.gone',
  };
}

/** The agent's choice in one field that was changed on both sides. */
export function withChoice(sheet: Sheet, field: IntakeField, whose: 'mine' | 'theirs'): Sheet {
  if (sheet.ticket === null) return sheet;
  const fields: readonly IntakeField[] = field === 'answer' ? ['answer', 'citations'] : [field];
  const asked = clashesOf(sheet).filter((one) => fields.includes(one));
  const theirs = fieldsOf(intakeOf(sheet.ticket), asked);
  const chosen = {
    ...sheet,
    baseline: withChanges(sheet.baseline, theirs),
    intake: whose === 'mine' ? sheet.intake : withChanges(sheet.intake, theirs),
  };
  return { ...chosen, failure: clashesOf(chosen).length > 0 ? sheet.failure : null };
}

/** What a command of this form is based on. */
export function baseOf({ ticket, baseline }: Sheet): TicketBase | null {
  return ticket && { revision: ticket.revision, intake: baseline };
}

/** What somebody has typed, as it is kept. */
export type Typed = Pick<Draft, 'body' | 'base' | 'asking'>;

/** What is typed and not saved, as it is kept against a crash; `null` = nothing is. */
export function draftOf(sheet: Sheet): Typed | null {
  const { intake, unsaved, asking } = sheet;
  const isTyped = isLocked(sheet) ? Object.keys(unsaved).length > 0 : isDirty(sheet);
  if (!isTyped && !isAsking(sheet)) return null;
  const draft = { body: withChanges(intake, unsaved), base: baseOf(sheet) };
  return asking && isAsking(sheet) ? { ...draft, asking } : draft;
}

/** A step lies open, or a reason is half typed. */
function isAsking({ asking }: Sheet): boolean {
  return asking !== null && (asking.reason !== '' || asking.step !== undefined);
}

/** The sheet after typing; messages of the fields that changed go away. */
export function withEdit(sheet: Sheet, patch: Partial<Intake>): Sheet {
  if (isLocked(sheet)) return sheet;
  const errors = Object.fromEntries(
    Object.entries(sheet.errors).filter(([field]) => !Object.hasOwn(patch, field)),
  );
  return { ...sheet, intake: { ...sheet.intake, ...cleaned(patch) }, errors, failure: null };
}

/** What was pasted loses what nobody sees here, so that what is saved is what stood on the screen. */
function cleaned(patch: Partial<Intake>): Partial<Intake> {
  const texts = Object.entries(patch).map(([field, value]) => [
    field,
    typeof value !== 'string' ? value : isLong(field) ? cleanLines(value) : cleanLine(value),
  ]);
  return Object.fromEntries(texts);
}

function isLong(field: string): boolean {
  return field === 'content' || field === 'answer';
}

/** Adds what an entry records to the answer and cites its version; inserting it again only renews the citation. */
export function withAnswer(sheet: Sheet, entry: KnowledgeEntry): Sheet {
  const { answer, citations } = sheet.intake;
  const cited = {
    entryId: entry.entryId,
    entryNo: entry.entryNo,
    version: entry.version,
    title: entry.title,
    ...(entry.wording && { direct: entry.wording.mayAnswerDirectly }),
  };
  const text = withRecorded(answer, recordedOf(entry));
  const others = citations.filter((citation) => citation.entryId !== entry.entryId);
  return withEdit(sheet, { answer: text, citations: [...others, cited] });
}

export function withoutCitation(sheet: Sheet, entryId: EntryId): Sheet {
  return withEdit(sheet, {
    citations: sheet.intake.citations.filter((citation) => citation.entryId !== entryId),
  });
}

/** Something is typed here that the ticket does not have yet. */
export function isDirty(sheet: Sheet): boolean {
  return differingFields(sheet.intake, sheet.baseline).length > 0;
}

/** The ticket is closed: it is shown, never edited. */
export function isLocked(sheet: Sheet): boolean {
  return sheet.ticket !== null && isTicketLocked(sheet.ticket);
}
