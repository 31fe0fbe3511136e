import type { ErrorCode } from '../../error-codes.ts';
import type { CallId } from '../ids.ts';
import { type CallView, isAgentHeld } from './call.ts';
import type { CallerNumber } from './caller-number.ts';

/** What has become of a leg, as the bar says it. The last three tell of a turn within a running call. */
export type OutcomeKind =
  | 'busy'
  | 'refused'
  | 'noAnswer'
  | 'wrongNumber'
  | 'failed'
  | 'cut'
  | 'farHungUp'
  | 'farGaveUp'
  | 'iHungUp'
  | 'iCancelled'
  | 'iDeclined'
  | 'takenElsewhere'
  | 'transferred'
  | 'surveyed'
  | 'inRoom'
  | 'leftConference'
  | 'iLeftConference'
  | 'conferenceOver'
  | 'consultStopped'
  | 'conferenceJoined'
  | 'transferRefused'
  | 'strayHangUp';

/** One thing that the agent is told after it has happened. */
export interface CallOutcome {
  readonly callId: CallId;
  readonly kind: OutcomeKind;
  /** Epoch milliseconds of this PC. */
  readonly at: number;
  readonly direction: CallView['direction'];
  readonly number: CallerNumber;
  readonly ticketNo: string | null;
  /** Number that the call went to, or should have gone to; `null` = nowhere. */
  readonly to: string | null;
  /** Why, in the words of the catalogue; `null` = the kind says all. */
  readonly code: ErrorCode | null;
  /** The citizen's call that this consultation served; `null` = it was none. */
  readonly citizenId: CallId | null;
  /** The colleague who is being asked while the citizen leaves; `null` = nobody is. */
  readonly stillThere: CallerNumber | null;
  /** A leg that ends as part of something greater that is told already: a consultation that was handed over. */
  readonly quiet: boolean;
}

/**
 * What has become of calls between two looks at them, in the order in which it happened. Each leg that is over `after` and was
 * not `before` gives exactly one outcome; one that is missing has not been seen to end and gives none (`phone.awayInCall` tells
 * of that). A transfer that came back, a conference that was made and a hang-up that was kept from the next call give one each,
 * too.
 */
export function outcomesBetween(
  before: readonly CallView[],
  after: readonly CallView[],
): readonly CallOutcome[] {
  const told = after.flatMap((call) => {
    const was = before.find(({ callId }) => callId === call.callId) ?? null;
    if (call.state !== 'ended') return turnOf(was, call);
    return was?.state === 'ended' ? [] : [endOf(was, call, after)];
  });
  return told.toSorted((one, other) => one.at - other.at);
}

/** So many ended calls are remembered after the phone has forgotten them. */
const rememberedEnds = 32;

/**
 * What to compare the next look with: a phone page that was away tells an end again when it is back, and an end is told once.
 */
export function remember(
  before: readonly CallView[],
  after: readonly CallView[],
): readonly CallView[] {
  const isThere = new Set(after.map(({ callId }) => callId));
  const forgotten = before.filter((call) => call.state === 'ended' && !isThere.has(call.callId));
  return [...forgotten.slice(-rememberedEnds), ...after];
}

/** Did the far side end it, or the line, while the agent did nothing? The finger that meant it may come late. */
export function isEndedByOthers({ state, endReason }: CallView): boolean {
  return state === 'ended' && endReason !== null && !ownEnds.has(endReason);
}

const ownEnds: ReadonlySet<CallView['endReason']> = new Set([
  'agentHungUp',
  'cancelled',
  'declined',
  'transferred',
  'toSurvey',
  'merged',
] as const);

function endOf(was: CallView | null, call: CallView, all: readonly CallView[]): CallOutcome {
  const kind = specialEnd(was, call, all) ?? kindOfEnd(call);
  const consult = all.find(
    (one) => one.servesCallId === call.callId && one.purpose === 'consult' && isTalking(one),
  );
  return {
    ...plain(call, kind, call.endedAt ?? call.startedAt),
    to: call.transferredTo,
    code: call.endCode ?? null,
    stillThere: consult && !handedOver.has(call.endReason) ? consult.number : null,
    quiet: call.purpose !== 'plain' && handedOver.has(call.endReason),
  };
}

const handedOver: ReadonlySet<CallView['endReason']> = new Set([
  'transferred',
  'toSurvey',
  'merged',
] as const);

/** Ends that mean more than their reason says: in a conference, and of a consultation whose citizen is gone. */
function specialEnd(
  was: CallView | null,
  { purpose, answeredAt, endReason, servesCallId }: CallView,
  all: readonly CallView[],
): OutcomeKind | null {
  if (purpose === 'conference' && answeredAt !== null)
    return endReason === 'agentHungUp' ? 'iLeftConference' : 'conferenceOver';
  const partner = was && all.find(({ callId }) => callId === was.joinedWith);
  if (partner && partner.state !== 'ended') return 'leftConference';
  const citizen = all.find(({ callId }) => callId === servesCallId);
  const isStopped =
    answeredAt === null && (endReason === 'cancelled' || endReason === 'agentHungUp');
  return purpose === 'consult' && isStopped && citizen?.state === 'ended' ? 'consultStopped' : null;
}

function isTalking({ state, answeredAt }: CallView): boolean {
  return state !== 'ended' && answeredAt !== null;
}

function kindOfEnd({ endReason, endCode, answeredAt, direction }: CallView): OutcomeKind {
  switch (endReason) {
    case 'agentHungUp':
      return answeredAt === null ? 'iCancelled' : 'iHungUp';
    case 'cancelled':
      return direction === 'inbound' ? 'takenElsewhere' : 'iCancelled';
    case 'declined':
      return 'iDeclined';
    case 'citizenHungUp':
      return 'farHungUp';
    case 'missed':
      return 'farGaveUp';
    case 'busy':
      return endCode === 'sip.refused' ? 'refused' : 'busy';
    case 'noAnswer':
      return 'noAnswer';
    case 'transferred':
      return 'transferred';
    case 'toSurvey':
      return 'surveyed';
    case 'merged':
      return 'inRoom';
    case 'connectionLost':
    case 'deskDied':
      return 'cut';
    case 'failed':
    case null:
      if (endCode === 'sip.numberNotFound') return 'wrongNumber';
      return answeredAt === null ? 'failed' : 'cut';
  }
}

/** What has happened to a call that goes on. */
function turnOf(was: CallView | null, call: CallView): readonly CallOutcome[] {
  const turns: CallOutcome[] = [];
  const at = latestMoment(call);
  if (was?.transferring === true && !call.transferring)
    turns.push({
      ...plain(call, 'transferRefused', at),
      to: was.transferredTo,
      code: 'sip.transferFailed',
    });
  const joins = call.joinedWith !== null && was?.joinedWith !== call.joinedWith;
  const enters = isInRoom(call) && (was === null || !isInRoom(was));
  if ((joins && call.servesCallId !== null) || enters)
    turns.push(plain(call, 'conferenceJoined', at));
  if (call.strayHangUpAt !== undefined && call.strayHangUpAt !== was?.strayHangUpAt)
    turns.push(plain(call, 'strayHangUp', call.strayHangUpAt));
  return turns;
}

function isInRoom({ purpose, answeredAt }: CallView): boolean {
  return purpose === 'conference' && answeredAt !== null;
}

function latestMoment({ answeredAt, startedAt }: CallView): number {
  return answeredAt ?? startedAt;
}

function plain(call: CallView, kind: OutcomeKind, at: number): CallOutcome {
  const { callId, direction, number, ticketNo, purpose, servesCallId } = call;
  return {
    callId,
    kind,
    at,
    direction,
    number,
    ticketNo,
    to: null,
    code: null,
    citizenId: purpose === 'consult' ? servesCallId : null,
    stillThere: null,
    quiet: false,
  };
}

/** At least so long an outcome is told, also when the next call has begun meanwhile. Milliseconds. */
const outcomeToldMs = 20_000;

/** Is an outcome still to be told? It stays until a call has begun after it, and never goes before it can be read. */
export function isStillTold(
  outcome: CallOutcome,
  calls: readonly CallView[],
  now: number,
): boolean {
  if (now - outcome.at < outcomeToldMs) return true;
  return !calls.some((call) => call.state !== 'ended' && call.startedAt > outcome.at);
}

/** What the agent may do next about an outcome, as things are now. */
export interface NextSteps {
  /** The citizen whom the outcome left on hold; `null` = nobody waits. */
  readonly heldId: CallId | null;
  /** The citizen of a consultation or a transfer that came to nothing, on the line again. */
  readonly isBack: boolean;
  /** May the same number be tried again; as a consultation for `consultFor` where that is set. */
  readonly mayRedial: boolean;
  readonly mayChange: boolean;
  readonly consultFor: CallId | null;
}

export function nextSteps(outcome: CallOutcome, calls: readonly CallView[]): NextSteps {
  const { kind, citizenId, callId } = outcome;
  const aboutId = kind === 'transferRefused' ? callId : citizenId;
  const citizen = calls.find((call) => call.callId === aboutId && call.state !== 'ended');
  const heldId = citizen && isAgentHeld(citizen) ? citizen.callId : null;
  const isOver = citizenId !== null && !citizen;
  const isUnreached = unreached.has(kind) && (outcome.direction === 'outbound' || kind === 'cut');
  return {
    heldId,
    isBack: citizen !== undefined && heldId === null,
    mayRedial: isUnreached && !isOver && kind !== 'wrongNumber',
    mayChange: (isUnreached && !isOver && kind !== 'cut') || kind === 'transferRefused',
    consultFor: citizen && kind !== 'transferRefused' ? citizen.callId : null,
  };
}

/** Ends after which somebody was not spoken with, or not to the end. */
const unreached: ReadonlySet<OutcomeKind> = new Set([
  'busy',
  'refused',
  'noAnswer',
  'wrongNumber',
  'failed',
  'cut',
] as const);
