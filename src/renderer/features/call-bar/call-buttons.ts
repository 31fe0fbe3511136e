import { type CallView, isAgentHeld } from '../../../shared/domain/calls/call.ts';
import type { DeskState } from '../../../shared/domain/desk/desk-state.ts';
import type { PhoneCommand } from '../../../shared/domain/phone/phone-state.ts';
import { type Lines, isConference, linesOf } from '../../../shared/domain/seat/current-call.ts';

export const callButtons = [
  'answer',
  'hangUp',
  'mute',
  'hold',
  'transfer',
  'conference',
  'dialPad',
  'rating',
] as const;
export type CallButton = (typeof callButtons)[number];

/** Why a button is grey just now; `null` = it may be pressed. */
export type ButtonBar =
  | 'noCallRings'
  | 'noCall'
  | 'notAnswered'
  | 'heldByAgent'
  | 'phoneAway'
  | 'transferring'
  | 'noConsultation'
  | 'consultRings'
  | 'inConference'
  | 'noSurvey'
  | 'consulting';

/** Word on the button: it says what pressing it does now. */
export type ButtonWord =
  | Exclude<CallButton, 'rating'>
  | 'rating'
  | 'answerAndHold'
  | 'decline'
  | 'cancelConsult'
  | 'unmute'
  | 'retrieve'
  | 'complete';

export interface ButtonState {
  readonly word: ButtonWord;
  readonly bar: ButtonBar | null;
  /** What it asks of the phone; `null` = it opens a panel, or is barred. */
  readonly command: PhoneCommand | null;
}

/** The eight buttons of the call bar: word, reason when grey, and command, from the calls alone. */
export function buttonStates(desk: DeskState): Readonly<Record<CallButton, ButtonState>> {
  const lines = linesOf(desk.phone.calls);
  const states: Record<CallButton, ButtonState> = {
    answer: answerState(lines),
    hangUp: hangUpState(lines),
    mute: muteState(lines.current),
    hold: holdState(lines.current),
    transfer: transferState(lines),
    conference: conferenceState(lines),
    dialPad: { word: 'dialPad', bar: dialPadBar(lines.current), command: null },
    rating: ratingState(lines, desk.calling?.surveyNumber ?? null),
  };
  if (desk.phoneConnected) return states;
  const away = (state: ButtonState): ButtonState => ({ ...state, bar: 'phoneAway', command: null });
  return {
    answer: away(states.answer),
    hangUp: away(states.hangUp),
    mute: away(states.mute),
    hold: away(states.hold),
    transfer: away(states.transfer),
    conference: away(states.conference),
    dialPad: away(states.dialPad),
    rating: away(states.rating),
  };
}

function barred(word: ButtonWord, bar: ButtonBar): ButtonState {
  return { word, bar, command: null };
}

function act(word: ButtonWord, command: PhoneCommand): ButtonState {
  return { word, bar: null, command };
}

function answerState({ ringing, current }: Lines): ButtonState {
  if (!ringing) return barred('answer', 'noCallRings');
  const word = current !== ringing ? 'answerAndHold' : 'answer';
  return act(word, { kind: 'answer', callId: ringing.callId });
}

/** Ending a consultation takes the citizen back. */
function hangUpState({ current, consultation }: Lines): ButtonState {
  if (!current) return barred('hangUp', 'noCall');
  const { callId } = current;
  if (current.state === 'alerting') return act('decline', { kind: 'decline', callId });
  if (consultation && current === consultation.consult && !isConference(current)) {
    const citizenId = consultation.citizen.callId;
    return act('cancelConsult', {
      kind: 'cancelConsult',
      callId: citizenId,
      consultCallId: callId,
    });
  }
  return act('hangUp', { kind: 'hangUp', callId });
}

function muteState(call: CallView | null): ButtonState {
  const bar = talkBar(call);
  const word = call?.muted ? 'unmute' : 'mute';
  if (!call || bar) return barred(word, bar ?? 'noCall');
  return act(word, { kind: 'mute', callId: call.callId, muted: !call.muted });
}

function holdState(call: CallView | null): ButtonState {
  const bar = talkBar(call);
  if (!call || bar) return barred('hold', bar ?? 'noCall');
  const kind = isAgentHeld(call) ? 'retrieve' : 'hold';
  return act(kind, { kind, callId: call.callId });
}

function talkBar(call: CallView | null): ButtonBar | null {
  if (!call) return 'noCall';
  return call.answeredAt === null ? 'notAnswered' : null;
}

/** 转接 opens its panel; in a consultation it is 转出: citizen and colleague are joined and the agent leaves. */
function transferState({ current, consultation }: Lines): ButtonState {
  if (consultation) {
    const { citizen, consult } = consultation;
    if (citizen.transferring) return barred('complete', 'transferring');
    if (consult.answeredAt === null) return barred('complete', 'consultRings');
    if (isConference(citizen)) return barred('complete', 'inConference');
    return act('complete', {
      kind: 'completeTransfer',
      callId: citizen.callId,
      consultCallId: consult.callId,
    });
  }
  const bar = handOverBar(current);
  return bar ? barred('transfer', bar) : { word: 'transfer', bar: null, command: null };
}

function conferenceState({ current, consultation }: Lines): ButtonState {
  if (current && isConference(current)) return barred('conference', 'inConference');
  if (!consultation) return barred('conference', current ? 'noConsultation' : 'noCall');
  const { citizen, consult } = consultation;
  if (citizen.transferring) return barred('conference', 'transferring');
  if (consult.answeredAt === null) return barred('conference', 'consultRings');
  return act('conference', {
    kind: 'conference',
    callId: citizen.callId,
    consultCallId: consult.callId,
  });
}

/** Only a citizen who called in is asked how satisfied she is. */
function ratingState({ current, consultation }: Lines, surveyNumber: string | null): ButtonState {
  if (surveyNumber === null) return barred('rating', 'noSurvey');
  if (consultation) return barred('rating', 'consulting');
  const bar = handOverBar(current);
  if (!current || bar) return barred('rating', bar ?? 'noCall');
  return act('rating', { kind: 'toSurvey', callId: current.callId });
}

/** Why a call cannot be given to somebody else. */
function handOverBar(call: CallView | null): ButtonBar | null {
  if (!call) return 'noCall';
  if (call.answeredAt === null) return 'notAnswered';
  if (call.transferring) return 'transferring';
  return isConference(call) ? 'inConference' : null;
}

/** Without a call the pad dials out; in a call it sends tones. */
function dialPadBar(call: CallView | null): ButtonBar | null {
  if (!call) return null;
  if (call.answeredAt === null) return 'notAnswered';
  return isAgentHeld(call) ? 'heldByAgent' : null;
}
