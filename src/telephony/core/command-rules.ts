import type { CallView } from '../../shared/domain/call.ts';
import type { PhoneCommand } from '../../shared/domain/phone-state.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';

/**
 * Why a command cannot be carried out now; `null` when it can. One citizen at a time: answering, dialling and
 * retrieving need every other call to be on the agent's hold, so that no citizen hears another's call.
 */
export function whyNotAllowed(calls: readonly CallView[], command: PhoneCommand): ErrorCode | null {
  const running = calls.filter((call) => call.state !== 'ended');
  if (command.kind === 'dial') {
    return running.every(isAgentHeld) ? null : 'phone.notAllowedNow';
  }
  const call = running.find((one) => one.callId === command.callId);
  if (!call) return 'phone.noSuchCall';
  const othersWait = running.every(
    (one) => one === call || one.state === 'alerting' || isAgentHeld(one),
  );
  return fits(call, command) && (othersWait || !needsLine(command)) ? null : 'phone.notAllowedNow';
}

function needsLine(command: PhoneCommand): boolean {
  return command.kind === 'answer' || command.kind === 'retrieve';
}

function fits(call: CallView, command: Exclude<PhoneCommand, { readonly kind: 'dial' }>): boolean {
  switch (command.kind) {
    case 'answer':
      return call.state === 'alerting';
    case 'decline':
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
  }
}

function isAgentHeld(call: CallView): boolean {
  return call.heldBy === 'agent' || call.heldBy === 'both';
}
