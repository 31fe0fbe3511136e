import { type CallView, isAgentHeld } from '../calls/call.ts';
import type { CallId } from '../ids.ts';

/** The citizen's call and the one in which somebody is asked about it meanwhile. */
export interface Consultation {
  readonly citizen: CallView;
  readonly consult: CallView;
}

/** What the call bar shows: one call large, the others as chips, oldest first. */
export interface Lines {
  readonly current: CallView | null;
  readonly others: readonly CallView[];
  readonly consultation: Consultation | null;
  /** Rings here; answering it puts the talk on hold. */
  readonly ringing: CallView | null;
  /** What the swap key takes back. */
  readonly waiting: CallView | null;
}

/** A call that is not over. */
export type RunningCall = CallView & { readonly state: Exclude<CallView['state'], 'ended'> };

export function isRunning(call: CallView): call is RunningCall {
  return call.state !== 'ended';
}

/** Somebody calls, and the agent is to hear it: a silenced call still waits for the citizen, no longer for the agent. */
export function isRinging(call: CallView): boolean {
  return call.state === 'alerting' && !call.silenced;
}

/** The call that everything is about: the one with sound, else the one being dialled, one on hold, or the one that rings. */
export function currentCall(calls: readonly CallView[]): RunningCall | null {
  const running = calls.filter(isRunning);
  const first = (state: RunningCall['state']) => running.find((call) => call.state === state);
  return first('connected') ?? first('dialling') ?? first('held') ?? first('alerting') ?? null;
}

/** The call that answering answers: one that is heard before one that is silenced. */
export function callToAnswer(calls: readonly CallView[]): CallView | null {
  return calls.find(isRinging) ?? calls.find(({ state }) => state === 'alerting') ?? null;
}

export function linesOf(calls: readonly CallView[]): Lines {
  const running = calls.filter(isRunning);
  const current = currentCall(running);
  const others = running.filter((call) => call !== current);
  const consultation = consultationOf(running);
  return {
    current,
    others,
    consultation,
    ringing: callToAnswer(running),
    waiting:
      others.find((call) => call === consultation?.citizen && isAgentHeld(call)) ??
      others.find(isAgentHeld) ??
      null,
  };
}

function consultationOf(running: readonly CallView[]): Consultation | null {
  for (const consult of running) {
    if (consult.purpose !== 'consult') continue;
    const citizen = running.find((call) => call.callId === consult.servesCallId);
    if (citizen) return { citizen, consult };
  }
  return null;
}

/** Three parties talk: the call is joined with another one, or it is a leg into a room of the PBX. */
export function isConference(call: CallView): boolean {
  return call.joinedWith !== null || call.purpose === 'conference';
}

/**
 * The conversation that the agent is in: the citizen's call with sound or being dialled, also while somebody is asked about it or
 * all talk in a conference. `null` = nobody is spoken with: calls only ring, or wait on hold.
 */
export function engagedCallId(calls: readonly CallView[]): CallId | null {
  const call = currentCall(calls);
  if (call === null || call.state === 'held' || call.state === 'alerting') return null;
  return call.servesCallId ?? call.callId;
}
