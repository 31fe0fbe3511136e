import type { CallView } from '../../shared/domain/calls/call.ts';
import type { CallId, TicketId } from '../../shared/domain/ids.ts';
import { engagedCallId, isRinging } from '../../shared/domain/seat/current-call.ts';
import { type Workspace, owesResult } from '../../shared/domain/workspaces/workspace.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { Sheet } from './sheet.ts';

/**
 * A tab of the workbench: a conversation, or a ticket that was opened by hand. What is typed stands in the sheet, not here: one
 * ticket that lies open in two places is one sheet.
 */
export interface Place {
  /** The call of a conversation; the draft key of a ticket opened by hand. */
  readonly key: string;
  /** As the host told it last; `null` for a ticket opened by hand. */
  readonly workspace: Workspace | null;
  /** The sheet that lies open here; `null` = a choice is still to be made, or nothing is read yet. */
  readonly sheetKey: string | null;
  /** The caller's ticket was found later and waits to be asked for, because something is being typed. */
  readonly offered: boolean;
  readonly opening: boolean;
  readonly openFailure: ErrorCode | null;
  /** Tickets of others that this conversation is about, as the agent has said. */
  readonly adopted: readonly TicketId[];
}

/** Today's work: what is shown when no conversation and no ticket is. */
export const homeKey = 'home';

export interface Places {
  /** In the order of the tabs: oldest first. */
  readonly places: readonly Place[];
  /** A place's key, or `homeKey`. */
  readonly activeKey: string;
  /** The conversation that the agent is in, see `engagedCallId`. */
  readonly engaged: CallId | null;
  /** Calls that run, as the phone told last. */
  readonly running: readonly CallId[];
}

export const noPlaces: Places = { places: [], activeKey: homeKey, engaged: null, running: [] };

export function placeOf(key: string, workspace: Workspace | null): Place {
  return {
    key,
    workspace,
    sheetKey: null,
    offered: false,
    opening: false,
    openFailure: null,
    adopted: [],
  };
}

export function activePlace({ places, activeKey }: Places): Place | null {
  return places.find(({ key }) => key === activeKey) ?? null;
}

/** What the host and the phone tell, and what the agent's hands are at. */
export interface Told {
  readonly workspaces: readonly Workspace[];
  readonly calls: readonly CallView[];
  /** Conversations that are put aside: no tabs, unless they are in front or run. */
  readonly aside?: readonly string[];
  /** Something is being typed, or would be covered: a ring must not take its place. */
  readonly isTyping: boolean;
  /** Words that are typed and not saved lie in this place. */
  isUnsaved(place: Place): boolean;
}

/**
 * The tabs after what is told. A ring moves nothing, except for an agent who talks with nobody and types nothing. Who is spoken
 * with comes to the front: the agent has answered, dialled, swapped or taken back. Nothing else moves.
 */
export function placesAfter(before: Places, told: Told): Places {
  const running = told.calls.filter(({ state }) => state !== 'ended').map(({ callId }) => callId);
  const isAside = (key: string) =>
    told.aside?.includes(key) === true && !running.includes(key) && key !== before.activeKey;
  const known = before.places
    .filter(({ key, workspace }) => workspace === null || !isAside(key))
    .map((place) => withNewest(place, told.workspaces));
  const fresh = told.workspaces
    .filter(({ callId }) => known.every(({ key }) => key !== callId))
    .filter((workspace) => running.includes(workspace.callId) || owesResult(workspace))
    .filter(({ callId }) => !isAside(callId))
    .map((workspace) => placeOf(workspace.callId, workspace));
  const all = [...known, ...fresh];
  const engaged = engagedCallId(told.calls);
  // Its look-up still goes on: it comes to the front when its place is there.
  const isThere = engaged === null || all.some(({ key }) => key === engaged);
  const now: Places = {
    places: all,
    activeKey: before.activeKey,
    engaged: isThere ? engaged : before.engaged,
    running,
  };
  const activeKey = activeAfter(before, now, told, fresh);
  return withoutDone({ ...now, activeKey }, told);
}

function activeAfter(before: Places, now: Places, told: Told, fresh: readonly Place[]): string {
  if (now.engaged !== null && now.engaged !== before.engaged) return now.engaged;
  if (told.isTyping) return before.activeKey;
  const isIdle = told.calls.every(({ state }) => state === 'alerting' || state === 'ended');
  const ring = fresh.find(({ key }) =>
    told.calls.some((call) => call.callId === key && isRinging(call)),
  );
  if (!isIdle || ring === undefined) return before.activeKey;
  // The first of two that ring is read already.
  const isReading =
    before.running.includes(before.activeKey) && now.running.includes(before.activeKey);
  return isReading ? before.activeKey : ring.key;
}

function withNewest(place: Place, workspaces: readonly Workspace[]): Place {
  const { workspace } = place;
  const newest = workspaces.find(({ callId }) => callId === place.key);
  if (newest !== undefined) return newest === workspace ? place : { ...place, workspace: newest };
  return workspace === null || isOver(workspace) ? place : { ...place, workspace: over(workspace) };
}

function isOver({ endedAt, result }: Workspace): boolean {
  return endedAt !== null && result !== null;
}

/** The host tells of it no longer: it is over, and what came of it is known there. */
function over(workspace: Workspace): Workspace {
  const { endedAt, startedAt } = workspace;
  return { ...workspace, endedAt: endedAt ?? startedAt, result: workspace.result ?? undefined };
}

/** Tabs that have nothing left to do go, as soon as another one is in front. */
export function withoutDone(now: Places, told: Pick<Told, 'isUnsaved'>): Places {
  const places = now.places.filter(
    (place) => place.key === now.activeKey || isToDo(place, now.running) || told.isUnsaved(place),
  );
  return { ...now, places };
}

/** Goes on, or owes its result. */
function isToDo({ key, workspace }: Place, running: readonly CallId[]): boolean {
  return workspace !== null && (running.includes(key) || owesResult(workspace));
}

/** Whose a sheet is, as seen from the conversation that goes on. */
export type Whose = 'ofTheCall' | 'notOfTheCall' | 'noCall';

/**
 * Does what lies open belong to the citizen on the line? `notOfTheCall` also for the ticket of a conversation that is not the one
 * that goes on: the agent hears one citizen and would write into the ticket of another.
 */
export function whoseSheet(state: Places, place: Place | null, sheet: Sheet | null): Whose {
  const onLine = conversationOnLine(state);
  if (sheet === null || onLine === null) return 'noCall';
  if (!isOf(onLine, sheet)) return 'notOfTheCall';
  return place === null ||
    place.workspace === null ||
    place.key === onLine.key ||
    isOf(place, sheet)
    ? 'ofTheCall'
    : 'notOfTheCall';
}

/** The conversation that goes on: the one the agent is in, else the only one that waits on hold. */
export function conversationOnLine({ places, engaged, running }: Places): Place | null {
  const key = engaged ?? answeredOf(places, running);
  return places.find((place) => place.key === key) ?? null;
}

function answeredOf(places: readonly Place[], running: readonly CallId[]): CallId | null {
  const held = places.filter(
    ({ key, workspace }) => running.includes(key) && (workspace?.answeredAt ?? null) !== null,
  );
  return held.length === 1 ? (held[0]?.key ?? null) : null;
}

/** The conversation to which what is done on `sheet` is linked; `null` = to none. */
export function callOfSheet(state: Places, sheet: Sheet): CallId | null {
  const place = activePlace(state);
  if (place !== null && isOf(place, sheet)) return place.key;
  const onLine = conversationOnLine(state);
  return onLine !== null && isOf(onLine, sheet) ? onLine.key : null;
}

/** Begun for this conversation, one of its citizen's tickets, or said by the agent to be what it is about. */
function isOf({ key, workspace, adopted }: Place, { callId, ticketId, ticket }: Sheet): boolean {
  if (workspace === null) return false;
  if (callId === key) return true;
  if (ticketId === null) return false;
  const { pop, ticketIds } = workspace;
  return (
    adopted.includes(ticketId) ||
    pop.ticketId === ticketId ||
    pop.tickets.some((popped) => popped.ticketId === ticketId) ||
    ticketIds.includes(ticketId) ||
    (ticket !== null && ticket.numberKey !== null && ticket.numberKey === pop.number.key)
  );
}
