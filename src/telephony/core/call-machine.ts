import type { CallQuality, CallView, RecordingLight } from '../../shared/domain/calls/call.ts';
import type { CallerNumber } from '../../shared/domain/calls/caller-number.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import type { RecordingMark } from '../../shared/domain/recordings/recording.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { PhoneEvent } from './phone.ts';

/** What can happen to a call: what the phone tells about it, and what recorder and statistics measured. */
export type CallEvent =
  | Exclude<PhoneEvent, { readonly kind: 'registration' | 'testRing' | 'callLost' | 'identity' }>
  /** The PBX has told who is at the other end now; `number` is what we read there. */
  | {
      readonly kind: 'identified';
      readonly callId: CallId;
      readonly at: number;
      readonly number: CallerNumber;
      readonly displayName: string;
      readonly ticketNo: string | null;
      readonly retargets: boolean;
    }
  /** The agent does not want to hear it ring. */
  | { readonly kind: 'silenced'; readonly callId: CallId; readonly at: number }
  /** A hang-up that came too soon after the end of another call to be meant for this one. */
  | { readonly kind: 'strayHangUp'; readonly callId: CallId; readonly at: number }
  | { readonly kind: 'recordingLight'; readonly callId: CallId; readonly light: RecordingLight }
  | { readonly kind: 'quality'; readonly callId: CallId; readonly quality: CallQuality }
  /** `null`: nothing is wrong with the sound any more. */
  | { readonly kind: 'soundFault'; readonly callId: CallId; readonly code: ErrorCode | null };

export type CallBirth = Extract<CallEvent, { readonly kind: 'alerting' | 'dialling' }>;
type LaterEvent = Exclude<CallEvent, CallBirth>;

/** One call and what its record will need. */
export interface CallState {
  readonly view: CallView;
  /** Finished spans in which somebody held. */
  readonly heldMs: number;
  readonly heldSince: number | null;
  /** Late, repeated and impossible events; they change nothing else. */
  readonly ignored: number;
}

/** What the page has to do next. One `startRecording` for each answered call, one `stopRecording` at its end. */
export type CallEffect =
  | { readonly kind: 'startRecording'; readonly callId: CallId; readonly at: number }
  | { readonly kind: 'stopRecording'; readonly callId: CallId }
  | {
      readonly kind: 'beginMark' | 'endMark';
      readonly callId: CallId;
      readonly mark: Extract<RecordingMark['kind'], 'hold' | 'mute'>;
    };

export interface CallStep {
  readonly state: CallState;
  readonly effects: readonly CallEffect[];
}

/** A new call: alerting or dialling, nothing recorded, nobody holding. */
export function beginCall(
  event: CallBirth,
  number: CallerNumber,
  handedOverBy?: CallerNumber,
): CallState {
  const inbound = event.kind === 'alerting';
  return {
    view: {
      callId: event.callId,
      direction: inbound ? 'inbound' : 'outbound',
      number,
      displayName: inbound ? event.displayName : '',
      ticketNo: event.ticketNo,
      lineName: inbound ? event.lineName : '',
      queuedMs: inbound ? event.queuedMs : null,
      state: event.kind,
      muted: false,
      purpose: inbound ? 'plain' : event.purpose,
      servesCallId: inbound ? null : event.servesCallId,
      joinedWith: null,
      transferredTo: null,
      silenced: false,
      transferring: false,
      heldBy: 'nobody',
      startedAt: event.at,
      answeredAt: null,
      endedAt: null,
      endReason: null,
      recording: { kind: 'none' },
      quality: null,
      ...(inbound && event.secondPathMs !== undefined
        ? { secondPathAt: event.at + event.secondPathMs }
        : {}),
      ...(handedOverBy === undefined || handedOverBy.key === null ? {} : { handedOverBy }),
    },
    heldMs: 0,
    heldSince: null,
    ignored: 0,
  };
}

/**
 * Next state of a call. Whatever comes late, twice or out of place is counted and changes nothing else; only the
 * recorder has its say after the end, too, as the first bytes of a very short call reach the disk then.
 */
export function reduceCall(state: CallState, event: LaterEvent): CallStep {
  const { view } = state;
  if (view.state === 'ended' && event.kind !== 'recordingLight') return ignore(state);
  switch (event.kind) {
    case 'connected':
      return view.answeredAt === null ? answer(state, event.at) : ignore(state);
    case 'ended':
      return end(state, event);
    case 'agentHold':
    case 'farHold':
      return view.answeredAt === null ? ignore(state) : hold(state, event);
    case 'changeRefused':
      if (view.answeredAt === null) return ignore(state);
      return changed(state, { changeRefused: { code: event.code, at: event.at } });
    case 'muted':
      if (view.answeredAt === null || view.muted === event.muted) return ignore(state);
      return {
        state: { ...state, view: { ...view, muted: event.muted } },
        effects: [markEffect(event.muted, view.callId, 'mute')],
      };
    case 'recordingLight':
      if (view.answeredAt === null) return ignore(state);
      return { state: { ...state, view: { ...view, recording: event.light } }, effects: [] };
    case 'quality':
      if (view.answeredAt === null) return ignore(state);
      return { state: { ...state, view: { ...view, quality: event.quality } }, effects: [] };
    case 'silenced':
      if (view.state !== 'alerting' || view.silenced) return ignore(state);
      return changed(state, { silenced: true });
    case 'strayHangUp':
      return changed(state, { strayHangUpAt: event.at });
    case 'identified':
      return identify(state, event);
    case 'transferring':
      if (view.answeredAt === null) return ignore(state);
      return changed(state, { transferring: event.to !== null, transferredTo: event.to });
    case 'joined':
      if (view.answeredAt === null) return ignore(state);
      return changed(state, { joinedWith: event.withCallId });
    case 'soundFault':
      if (view.answeredAt === null) return ignore(state);
      return {
        state: { ...state, view: { ...view, soundFault: event.code ?? undefined } },
        effects: [],
      };
  }
}

/** Talk and hold time of a call so far (or in all, once ended), in milliseconds. Together: answer to end. */
export function callTimes(state: CallState, at: number): { talkMs: number; heldMs: number } {
  const { answeredAt, endedAt } = state.view;
  if (answeredAt === null) return { talkMs: 0, heldMs: 0 };
  const until = Math.max(endedAt ?? at, state.heldSince ?? answeredAt);
  const heldMs = state.heldMs + (state.heldSince === null ? 0 : until - state.heldSince);
  return { talkMs: Math.max(0, until - answeredAt - heldMs), heldMs };
}

function changed(state: CallState, change: Partial<CallView>): CallStep {
  return { state: { ...state, view: { ...state.view, ...change } }, effects: [] };
}

/** Nobody and anonymous ones never take the place of a number that is known, answers never that of the one that was dialled. */
function identify(
  state: CallState,
  {
    number,
    displayName,
    ticketNo,
    retargets,
  }: Extract<LaterEvent, { readonly kind: 'identified' }>,
): CallStep {
  const { view } = state;
  if (number.key === null) return ignore(state);
  if (number.key === view.number.key) {
    if (displayName === '' || displayName === view.displayName) return ignore(state);
    return changed(state, { displayName });
  }
  if (!retargets) return ignore(state);
  return changed(state, {
    number,
    displayName,
    ticketNo: ticketNo ?? view.ticketNo,
    ...(view.number.key === null ? {} : { handedOverBy: view.number }),
  });
}

function answer(state: CallState, at: number): CallStep {
  const answeredAt = Math.max(at, state.view.startedAt);
  const view: CallView = {
    ...state.view,
    state: 'connected',
    answeredAt,
    recording: { kind: 'starting' },
  };
  return {
    state: { ...state, view },
    effects: [{ kind: 'startRecording', callId: view.callId, at: answeredAt }],
  };
}

type HoldEvent = Extract<LaterEvent, { readonly kind: 'agentHold' | 'farHold' }>;

function hold(state: CallState, event: HoldEvent): CallStep {
  const { view } = state;
  const heldBy = nextHolder(view.heldBy, event);
  if (heldBy === view.heldBy) return ignore(state);
  const before = view.heldBy !== 'nobody';
  const after = heldBy !== 'nobody';
  const heldSince = after ? (state.heldSince ?? latest(state, event.at)) : undefined;
  const next: CallView = { ...view, heldBy, heldSince, state: after ? 'held' : 'connected' };
  if (before === after) return { state: { ...state, view: next }, effects: [] };
  return {
    state: {
      ...state,
      view: next,
      heldSince: after ? latest(state, event.at) : null,
      heldMs: after ? state.heldMs : state.heldMs + heldSpan(state, event.at),
    },
    effects: [markEffect(after, view.callId, 'hold')],
  };
}

function end(state: CallState, event: Extract<LaterEvent, { readonly kind: 'ended' }>): CallStep {
  const { view } = state;
  const endedAt = latest(state, event.at);
  const wasAnswered = view.answeredAt !== null;
  const effects: CallEffect[] = [];
  if (view.muted) effects.push(markEffect(false, view.callId, 'mute'));
  if (view.heldBy !== 'nobody') effects.push(markEffect(false, view.callId, 'hold'));
  if (wasAnswered) effects.push({ kind: 'stopRecording', callId: view.callId });
  return {
    state: {
      ...state,
      heldMs: state.heldMs + heldSpan(state, endedAt),
      heldSince: null,
      view: {
        ...view,
        state: 'ended',
        endedAt,
        endReason: event.reason,
        endCode: event.code ?? undefined,
        transferring: false,
        joinedWith: null,
      },
    },
    effects,
  };
}

function nextHolder(heldBy: CallView['heldBy'], event: HoldEvent): CallView['heldBy'] {
  const agent = event.kind === 'agentHold' ? event.held : heldBy === 'agent' || heldBy === 'both';
  const citizen = event.kind === 'farHold' ? event.held : heldBy === 'citizen' || heldBy === 'both';
  if (agent) return citizen ? 'both' : 'agent';
  return citizen ? 'citizen' : 'nobody';
}

/** The PC's clock may be set back in a call: no moment of a call lies before an earlier one. */
function latest(state: CallState, at: number): number {
  return Math.max(at, state.view.answeredAt ?? state.view.startedAt, state.heldSince ?? 0);
}

function heldSpan(state: CallState, at: number): number {
  return state.heldSince === null ? 0 : Math.max(0, at - state.heldSince);
}

function markEffect(begin: boolean, callId: CallId, mark: 'hold' | 'mute'): CallEffect {
  return { kind: begin ? 'beginMark' : 'endMark', callId, mark };
}

function ignore(state: CallState): CallStep {
  return { state: { ...state, ignored: state.ignored + 1 }, effects: [] };
}
