import { hangUpCommand } from '../../../shared/domain/calls/call-acts.ts';
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
export type DisabledReason =
  | 'noCallRings'
  | 'noCall'
  | 'notAnswered'
  | 'heldByAgent'
  | 'phoneAway'
  | 'hostAway'
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
  readonly disabled: DisabledReason | null;
  /** What it asks of the phone; `null` = it opens a panel, or is barred. */
  readonly command: PhoneCommand | null;
}

/** The eight buttons of the call bar: word, reason when grey, and command, from the calls alone; `barred`: why none of them reaches the phone. */
export function buttonStates(
  desk: DeskState,
  barred: 'phoneAway' | 'hostAway' | null,
): Readonly<Record<CallButton, ButtonState>> {
  const lines = linesOf(desk.phone.calls);
  const states: Record<CallButton, ButtonState> = {
    answer: answerState(lines),
    hangUp: hangUpState(lines, desk.phone.calls),
    mute: muteState(lines.current),
    hold: holdState(lines.current),
    transfer: transferState(lines),
    conference: conferenceState(lines),
    dialPad: { word: 'dialPad', disabled: whyDialPadDisabled(lines.current), command: null },
    rating: ratingState(lines, desk.calling?.surveyNumber ?? null),
  };
  if (barred === null) return states;
  const away = (state: ButtonState): ButtonState => ({
    ...state,
    disabled: barred,
    command: null,
  });
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

function disabledFor(word: ButtonWord, disabled: DisabledReason): ButtonState {
  return { word, disabled, command: null };
}

function act(word: ButtonWord, command: PhoneCommand): ButtonState {
  return { word, disabled: null, command };
}

function answerState({ ringing, current }: Lines): ButtonState {
  if (!ringing) return disabledFor('answer', 'noCallRings');
  const word = current !== ringing ? 'answerAndHold' : 'answer';
  return act(word, { kind: 'answer', callId: ringing.callId });
}

/** Ending a consultation takes the citizen back; in a conference the button opens choices that are named. */
function hangUpState({ current }: Lines, calls: readonly CallView[]): ButtonState {
  if (!current) return disabledFor('hangUp', 'noCall');
  if (isConference(current)) return { word: 'hangUp', disabled: null, command: null };
  const command = hangUpCommand(calls);
  if (!command) return disabledFor('hangUp', 'noCall');
  const { kind } = command;
  return act(kind === 'decline' || kind === 'cancelConsult' ? kind : 'hangUp', command);
}

function muteState(call: CallView | null): ButtonState {
  const disabled = whyTalkDisabled(call);
  const word = call?.muted ? 'unmute' : 'mute';
  if (!call || disabled) return disabledFor(word, disabled ?? 'noCall');
  return act(word, { kind: 'mute', callId: call.callId, muted: !call.muted });
}

function holdState(call: CallView | null): ButtonState {
  const disabled = whyTalkDisabled(call);
  if (!call || disabled) return disabledFor('hold', disabled ?? 'noCall');
  const kind = isAgentHeld(call) ? 'retrieve' : 'hold';
  return act(kind, { kind, callId: call.callId });
}

function whyTalkDisabled(call: CallView | null): DisabledReason | null {
  if (!call) return 'noCall';
  return call.answeredAt === null ? 'notAnswered' : null;
}

/** 转接 opens its panel; in a consultation it is 转出: citizen and colleague are joined and the agent leaves. */
function transferState({ current, consultation }: Lines): ButtonState {
  if (consultation) {
    const { citizen, consult } = consultation;
    if (citizen.transferring) return disabledFor('complete', 'transferring');
    if (consult.answeredAt === null) return disabledFor('complete', 'consultRings');
    if (isConference(citizen)) return disabledFor('complete', 'inConference');
    return act('complete', {
      kind: 'completeTransfer',
      callId: citizen.callId,
      consultCallId: consult.callId,
    });
  }
  const disabled = whyHandOverDisabled(current);
  return disabled
    ? disabledFor('transfer', disabled)
    : { word: 'transfer', disabled: null, command: null };
}

function conferenceState({ current, consultation }: Lines): ButtonState {
  if (current && isConference(current)) return disabledFor('conference', 'inConference');
  if (!consultation) return disabledFor('conference', current ? 'noConsultation' : 'noCall');
  const { citizen, consult } = consultation;
  if (citizen.transferring) return disabledFor('conference', 'transferring');
  if (consult.answeredAt === null) return disabledFor('conference', 'consultRings');
  return act('conference', {
    kind: 'conference',
    callId: citizen.callId,
    consultCallId: consult.callId,
  });
}

/** Only a citizen who called in is asked how satisfied she is. */
function ratingState({ current, consultation }: Lines, surveyNumber: string | null): ButtonState {
  if (surveyNumber === null) return disabledFor('rating', 'noSurvey');
  if (consultation) return disabledFor('rating', 'consulting');
  const disabled = whyHandOverDisabled(current);
  if (!current || disabled) return disabledFor('rating', disabled ?? 'noCall');
  return act('rating', { kind: 'toSurvey', callId: current.callId });
}

/** Why a call cannot be given to somebody else. */
function whyHandOverDisabled(call: CallView | null): DisabledReason | null {
  if (!call) return 'noCall';
  if (call.answeredAt === null) return 'notAnswered';
  if (call.transferring) return 'transferring';
  return isConference(call) ? 'inConference' : null;
}

/** Without a call the pad dials out; in a call it sends tones. */
function whyDialPadDisabled(call: CallView | null): DisabledReason | null {
  if (!call) return null;
  if (call.answeredAt === null) return 'notAnswered';
  return isAgentHeld(call) ? 'heldByAgent' : null;
}
