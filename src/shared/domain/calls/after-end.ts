import type { PhoneCommand } from '../phone/phone-state.ts';
import type { CallId } from '../ids.ts';
import { type CallView, isAgentHeld } from './call.ts';
import { isEndedByOthers } from './call-outcome.ts';

/** So long after somebody else has ended a call a hang-up is taken for one that was meant for it. Milliseconds. */
const strayHangUpMs = 1000;

/**
 * Was this hang-up or refusal meant for a call that others have ended in this moment? The finger was on its way when the
 * next call took the place of the last one under it; whoever means it presses again.
 */
export function isStrayHangUp(
  calls: readonly CallView[],
  command: PhoneCommand,
  now: number,
): command is Extract<PhoneCommand, { readonly kind: 'hangUp' | 'decline' }> {
  if (command.kind !== 'hangUp' && command.kind !== 'decline') return false;
  const target = calls.find(({ callId }) => callId === command.callId);
  if (!target || target.state === 'ended' || target.state === 'dialling') return false;
  return calls.some(
    (call) => isEndedByOthers(call) && Math.abs(now - (call.endedAt ?? 0)) < strayHangUpMs,
  );
}

/** A hang-up for a call that is over already: what it wanted has happened. */
export function isHungUpAlready(calls: readonly CallView[], command: PhoneCommand): boolean {
  return (
    command.kind === 'hangUp' &&
    calls.some(({ callId, state }) => callId === command.callId && state === 'ended')
  );
}

/**
 * What the end of a call asks of the phone at once. A consultation that others ended gives the citizen back, unless the
 * agent is talking or dialling elsewhere by then; a citizen who leaves while a colleague is still being rung stops that.
 */
export function commandAfterEnd(
  calls: readonly CallView[],
  endedCallId: CallId,
): PhoneCommand | null {
  const ended = calls.find(({ callId }) => callId === endedCallId);
  if (!ended) return null;
  const running = calls.filter((call) => call.state !== 'ended');
  const rung = running.find(
    (call) => call.state === 'dialling' && call.servesCallId === endedCallId,
  );
  if (rung) return { kind: 'hangUp', callId: rung.callId };
  if (ended.purpose !== 'consult' || !isEndedByOthers(ended)) return null;
  const citizen = running.find(({ callId }) => callId === ended.servesCallId);
  if (!citizen || !isAgentHeld(citizen) || citizen.transferring) return null;
  const isElsewhere = running.some(
    (call) => call.state === 'dialling' || (call.answeredAt !== null && !isAgentHeld(call)),
  );
  return isElsewhere ? null : { kind: 'retrieve', callId: citizen.callId };
}
