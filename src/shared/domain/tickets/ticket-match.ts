import { type NumberSearch, readNumberSearch } from '../../numbers/phone-number.ts';
import { outerDueAt } from './merged-tickets.ts';
import {
  type TicketSort,
  closedStates,
  openStates,
  openerOf,
  type TicketScope,
  unassignedStates,
  urgencyKey,
} from './ticket-lists.ts';
import {
  type Ticket,
  type TicketFlag,
  type TicketKind,
  type TicketState,
  isOpen,
  ticketStates,
} from './ticket.ts';

/** Which tickets, in the words of the list of 工单; `null` and `''` narrow nothing. */
export interface TicketSelection {
  readonly text: string;
  readonly states: readonly TicketState[];
  /** Only what this person has opened. */
  readonly openedBy: string | null;
  readonly dueBefore: number | null;
  readonly categoryCode: string | null;
  readonly district: string | null;
  readonly kind: TicketKind | null;
  readonly flag: TicketFlag | null;
  /** Opened in this time, the second one excluded. */
  readonly openedFrom: number | null;
  readonly openedTo: number | null;
  readonly sort: TicketSort;
}

/** The states behind 我的 / 快到期 / 未交办 / 在办 / 已结束 / 全部; `[]` = all. */
export const statesOfScope: Readonly<Record<TicketScope, readonly TicketState[]>> = {
  mine: openStates,
  due: openStates,
  unassigned: unassignedStates,
  open: openStates,
  closed: closedStates,
  all: [],
};

/**
 * Does a ticket belong to the selection? The words of the text are looked for one by one in ticket number, place, content and name;
 * a text that is a number, or a part of one, as a number. `words`: how the text is cut into words.
 */
export function ticketMatcher(
  selection: TicketSelection,
  words: (text: string) => readonly string[],
): (ticket: Ticket) => boolean {
  const { states, openedBy, dueBefore, categoryCode, district, kind, flag } = selection;
  const { openedFrom, openedTo } = selection;
  const text = plain(selection.text).trim();
  const wanted = words(text).filter((word) => word.trim() !== '');
  const number = readNumberSearch(text);
  return (ticket) =>
    (states.length === 0 || states.includes(ticket.state)) &&
    (openedBy === null || openerOf(ticket) === openedBy) &&
    (dueBefore === null || (isOpen(ticket) && (outerDueAt(ticket) ?? Infinity) < dueBefore)) &&
    (categoryCode === null || ticket.categoryCode === categoryCode) &&
    (district === null || ticket.district === district) &&
    (kind === null || ticket.kind === kind) &&
    (flag === null || ticket.flags.includes(flag)) &&
    (openedFrom === null || ticket.openedAt >= openedFrom) &&
    (openedTo === null || ticket.openedAt < openedTo) &&
    (text === '' ||
      (number !== null && hasNumber(ticket, number)) ||
      (wanted.length > 0 && hasWords(ticket, wanted)));
}

function hasNumber({ numberKey, ticketNo }: Ticket, { national, digits }: NumberSearch): boolean {
  const key = numberKey ?? '';
  return key.includes(national) || key.includes(digits) || digitsOf(ticketNo).includes(digits);
}

function hasWords(ticket: Ticket, words: readonly string[]): boolean {
  const { ticketNo, district, address, content, requesterName } = ticket;
  const texts = [ticketNo, district ?? '', address, content, requesterName].map(plain);
  return words.every((word) => texts.some((text) => text.includes(word)));
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '');
}

/** What a list is sorted by, kept apart from the ticket: of a hundred thousand only this is held at once. */
export type SortKey = readonly (string | number)[];

/** A key for `compareSortKeys`, in the order of the list of 工单: first the group, then what is turned round, then the rest. */
export function sortKeyOf(ticket: Ticket, { by }: TicketSort): SortKey {
  const urgency = urgencyKey(ticket);
  if (by === 'deadline') return urgency;
  const value = columnKeys[by](ticket);
  return [Number(value === null), value ?? '', ...urgency];
}

const columnKeys = {
  opened: (ticket: Ticket) => ticket.openedAt,
  no: (ticket: Ticket) => ticket.ticketNo,
  place: (ticket: Ticket) => ticket.district,
  category: (ticket: Ticket) => ticket.categoryCode,
  state: (ticket: Ticket) => ticketStates.indexOf(ticket.state),
};

/** Negative when `a` comes first. Turned round, what has nothing in its column still comes last, and so do the finished ones. */
export function compareSortKeys(a: SortKey, b: SortKey, descending: boolean): number {
  const place = a.findIndex((value, index) => value !== b[index]);
  if (place < 0) return 0;
  const order = (a[place] ?? 0) < (b[place] ?? 0) ? -1 : 1;
  return descending && place === 1 ? -order : order;
}
