import { type CallView, isAgentHeld } from '../../shared/domain/calls/call.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import type { PhoneCommand } from '../../shared/domain/phone/phone-state.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';

type CallCommand = Extract<PhoneCommand, { readonly callId: CallId }>;

/**
 * Why a command cannot be carried out now; `null` when it can. Other citizens never stand in the way: the phone puts
 * them on hold first (`PhoneCommand`).
 */
export function whyNotAllowed(calls: readonly CallView[], command: PhoneCommand): ErrorCode | null {
  if (!('callId' in command) || command.kind === 'dial') return null;
  const running = calls.filter((call) => call.state !== 'ended');
  const call = running.find((one) => one.callId === command.callId);
  if (!call) return 'phone.noSuchCall';
  if ('consultCallId' in command) {
    const consult = running.find((one) => one.callId === command.consultCallId);
    if (consult === call) return 'phone.noSuchCall';
    /** It may have ended by itself in this moment: taking the citizen back is right all the same. */
    if (!consult) return command.kind === 'cancelConsult' ? null : 'phone.noSuchCall';
    return fitsPair(call, consult, command) ? null : 'phone.notAllowedNow';
  }
  return fits(call, command) ? null : 'phone.notAllowedNow';
}

function fits(
  call: CallView,
  command: Exclude<CallCommand, { readonly kind: 'dial' } | { readonly consultCallId: CallId }>,
): boolean {
  switch (command.kind) {
    case 'answer':
    case 'decline':
    case 'silence':
      return call.state === 'alerting';
    case 'hangUp':
      return true;
    case 'mute':
    case 'sendDtmf':
      return call.answeredAt !== null;
    case 'hold':
      return call.answeredAt !== null && !isAgentHeld(call);
    case 'retrieve':
      return isAgentHeld(call);
    case 'transfer':
    case 'toSurvey':
      return call.answeredAt !== null && !call.transferring;
  }
}

/** A consultation may be given up while it still rings; joining it needs somebody there. */
function fitsPair(
  call: CallView,
  consult: CallView,
  command: Extract<CallCommand, { readonly consultCallId: CallId }>,
): boolean {
  if (call.answeredAt === null || call.transferring) return false;
  return command.kind === 'cancelConsult' || consult.answeredAt !== null;
}
