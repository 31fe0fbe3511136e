import type { TicketId } from '../ids.ts';
import { mostMerged } from '../tickets/merge.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { mergeableStates } from '../tickets/ticket-work.ts';
import { isPersonTrapped } from './storm-words.ts';
import type { Storm } from './storm.ts';

/** 事件: one point of one storm (or of none), with what callers are told of it. Its callers are the tickets that name it. */
export interface Incident {
  readonly incidentId: string;
  /** `null` = outside of storm mode. */
  readonly stormId: string | null;
  /** Of a listed point; `null` = free words. */
  readonly pointId: string | null;
  readonly point: string;
  readonly district: string | null;
  readonly openedAt: number;
  readonly byWorkNo: string;
  /** What agents read out, the newest last; the one before stays. */
  readonly says: readonly IncidentSays[];
  /** 答复口径: set when its callers are put on the list of replies; `null` = they are not. */
  readonly reply: IncidentSays | null;
  /** Grows by one with each change. */
  readonly revision: number;
}

export interface IncidentSays {
  readonly version: number;
  readonly text: string;
  readonly at: number;
  readonly byWorkNo: string;
}

/** Versions of a state text that are kept; the oldest make room. */
export const mostSays = 100;

/** A ticket as it stands on the board: whoever joined is a caller, whatever becomes of the ticket. */
export type CallerTicket = Pick<
  Ticket,
  | 'ticketId'
  | 'ticketNo'
  | 'state'
  | 'requesterName'
  | 'requesterNumber'
  | 'numberKey'
  | 'district'
  | 'address'
  | 'content'
  | 'handler'
  | 'openedAt'
  | 'closedAt'
  | 'closedAs'
  | 'flags'
  | 'work'
>;

/** How it stands with the reply that a caller is owed: told, cannot be reached at all, tried, or nothing yet. */
export type CallerStanding = 'told' | 'badNumber' | 'tried' | 'waiting';

type CallerFacts = Pick<Ticket, 'work' | 'closedAs' | 'state'>;

export function standingOf({ work, closedAs, state }: CallerFacts): CallerStanding {
  // What was answered on the call, or refused with the right channel named, has been told.
  if (closedAs === 'directAnswer' || state === 'notAccepted' || state === 'withdrawn')
    return 'told';
  const answers = work?.answers ?? [];
  const isReplied = work?.reply !== undefined && work.reply.channel !== 'none';
  const isReached = (work?.callbacks ?? []).some(({ contact }) => contact === 'reached');
  if (isReplied || isReached) return 'told';
  // The last word counts, so that a slip of a key is put right by the next.
  const last = answers.at(-1);
  if (last === undefined) return 'waiting';
  return last.outcome === 'noAnswer' ? 'tried' : last.outcome;
}

/** A reply is still owed to this caller. */
export function isOwed(ticket: CallerFacts): boolean {
  const standing = standingOf(ticket);
  return standing === 'waiting' || standing === 'tried';
}

/** Who was not reached is tried again after this time. */
const tryAgainMs = 10 * 60_000;

/** From when this caller may be dialled; `null` = nothing is owed. */
function dialFrom(ticket: CallerFacts & Pick<Ticket, 'openedAt'>): number | null {
  if (!isOwed(ticket)) return null;
  const last = ticket.work?.answers?.at(-1);
  return last ? last.at + tryAgainMs : ticket.openedAt;
}

/** One point on the board. */
export interface BoardRow {
  readonly incident: Incident;
  /** In the order in which they called. */
  readonly callers: readonly CallerTicket[];
  readonly firstAt: number;
  readonly lastAt: number;
  /** Callers with a person trapped. */
  readonly trapped: number;
  readonly owed: readonly CallerTicket[];
  /** When the one called who waits longest for a reply; `null` = nobody waits. */
  readonly waitsSince: number | null;
  /** Who handles it, for people. */
  readonly handler: string;
}

/**
 * Every incident of the storm with its callers, those with a person trapped first, then the longest wait. A ticket whose incident this desk has not
 * heard of yet is on the board all the same: no caller waits for the hub.
 */
export function boardOf(
  incidents: readonly Incident[],
  tickets: readonly CallerTicket[],
  stormId: string | null,
): readonly BoardRow[] {
  const joined = tickets.filter(
    ({ work }) => work?.incident !== undefined && isOfStorm(work.incident, stormId),
  );
  const known = incidents.filter((incident) => isOfStorm(incident, stormId));
  const named = joined.toReversed().flatMap((ticket) => openedBy(ticket) ?? []);
  const unheard = [...new Map(named.map((one) => [one.incidentId, one])).values()].filter(
    ({ incidentId }) => !known.some((one) => one.incidentId === incidentId),
  );
  return [...known, ...unheard]
    .map((incident) =>
      rowOf(
        incident,
        joined.filter(({ work }) => work?.incident?.incidentId === incident.incidentId),
      ),
    )
    .toSorted(compareRows);
}

function isOfStorm(of: { readonly stormId: string | null }, stormId: string | null): boolean {
  return stormId === null || of.stormId === stormId;
}

/** The incident that a ticket names, as the first ticket that does opens it; `null` = it names none. */
export function openedBy({ work, district }: Pick<Ticket, 'work' | 'district'>): Incident | null {
  if (!work?.incident) return null;
  const { incidentId, stormId, pointId, point, at, byWorkNo } = work.incident;
  const of = { incidentId, stormId, pointId, point, district, openedAt: at, byWorkNo };
  return { ...of, says: [], reply: null, revision: 0 };
}

function rowOf(incident: Incident, tickets: readonly CallerTicket[]): BoardRow {
  const callers = tickets.toSorted((a, b) => a.openedAt - b.openedAt);
  const owed = callers.filter(isOwed);
  const assigned = callers.findLast(({ work }) => work?.assignment !== undefined);
  return {
    incident,
    callers,
    firstAt: callers[0]?.openedAt ?? incident.openedAt,
    lastAt: callers.at(-1)?.openedAt ?? incident.openedAt,
    trapped: callers.filter(({ work }) => isPersonTrapped(work?.trapped)).length,
    owed,
    waitsSince: owed[0]?.openedAt ?? null,
    handler: assigned?.handler ?? '',
  };
}

function compareRows(a: BoardRow, b: BoardRow): number {
  if (a.trapped > 0 !== b.trapped > 0) return a.trapped > 0 ? -1 : 1;
  return (a.waitsSince ?? Infinity) - (b.waitsSince ?? Infinity) || a.firstAt - b.firstAt || 0;
}

/** Callers to whom a reply is owed and who are on no list: while there is one, the storm goes on. */
export function unlistedOf(rows: readonly BoardRow[]): readonly BoardRow[] {
  return rows.filter(({ incident, owed }) => owed.length > 0 && incident.reply === null);
}

/** May storm mode be ended? Every caller is answered, or on the list of replies with the words to say. */
export function mayEnd(storm: Storm, rows: readonly BoardRow[]): boolean {
  return storm.isOn && unlistedOf(rows).length === 0;
}

/** The tickets of a point as one: into the oldest urgent one that is open, or the oldest open one. `null` = there are no two. */
export function mergeOf({ callers }: BoardRow): { mainId: TicketId; otherIds: TicketId[] } | null {
  const open = callers.filter(({ state }) => mergeableStates.some((one) => one === state));
  const main = open.find(({ flags }) => flags.includes('urgent')) ?? open[0];
  const others = open.filter((caller) => caller !== main).slice(0, mostMerged);
  if (!main || others.length === 0) return null;
  return { mainId: main.ticketId, otherIds: others.map(({ ticketId }) => ticketId) };
}

/** One call to be made. */
export interface ReplyCall {
  readonly row: BoardRow;
  readonly caller: CallerTicket;
  readonly ticketId: TicketId;
  readonly dialFrom: number;
}

/**
 * The list of replies: every listed caller who is owed one, those who may be dialled now first, by their wait. Once the storm is over also those
 * whom nobody has listed: a desk that was cut off has brought them in later.
 */
export function replyCalls(
  rows: readonly BoardRow[],
  { now, isOver }: { readonly now: number; readonly isOver: boolean },
): readonly ReplyCall[] {
  return rows
    .filter(({ incident }) => isOver || incident.reply !== null)
    .flatMap((row) =>
      row.owed.map((caller) => ({
        row,
        caller,
        ticketId: caller.ticketId,
        dialFrom: dialFrom(caller) ?? 0,
      })),
    )
    .toSorted(
      (a, b) =>
        Math.max(now, a.dialFrom) - Math.max(now, b.dialFrom) ||
        a.caller.openedAt - b.caller.openedAt,
    );
}

/** With a new text that callers are told; the version before stays, as long as there is room. */
export function withSaid(
  incident: Incident,
  said: Pick<IncidentSays, 'text' | 'at' | 'byWorkNo'>,
): Incident {
  const version = (incident.says.at(-1)?.version ?? 0) + 1;
  const says = [...incident.says, { version, ...said }].slice(-mostSays);
  return { ...incident, says, revision: incident.revision + 1 };
}

/** Its callers are on the list of replies, with these words; also those who call later. */
export function withListed(
  incident: Incident,
  said: Pick<IncidentSays, 'text' | 'at' | 'byWorkNo'>,
): Incident {
  const version = (incident.reply?.version ?? 0) + 1;
  return { ...incident, reply: { version, ...said }, revision: incident.revision + 1 };
}
