import { type CallView, isAgentHeld } from '../calls/call.ts';

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

/** The call that the bar is about: the one with sound, else the one being dialled, one on hold, or the one that rings. */
export function currentCall(calls: readonly CallView[]): CallView | null {
  const running = calls.filter((call) => call.state !== 'ended');
  const first = (state: CallView['state']) => running.find((call) => call.state === state);
  return first('connected') ?? first('dialling') ?? first('held') ?? first('alerting') ?? null;
}

export function linesOf(calls: readonly CallView[]): Lines {
  const running = calls.filter((call) => call.state !== 'ended');
  const current = currentCall(running);
  const others = running.filter((call) => call !== current);
  const consultation = consultationOf(running);
  const ringing = running.find((call) => call.state === 'alerting' && !call.silenced);
  return {
    current,
    others,
    consultation,
    ringing: ringing ?? running.find((call) => call.state === 'alerting') ?? null,
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
