import type { DeskState } from '../../shared/domain/desk/desk-state.ts';
import { isEmergencyNumber, planNumber } from '../../shared/domain/calls/dial-plan.ts';
import { dialableDigits } from '../../shared/numbers/number-to-dial.ts';
import { currentCall } from '../../shared/domain/seat/current-call.ts';

/** Why a number cannot be called just now. */
export type DialDisabledReason = 'noNumber' | 'phoneAway' | 'forbidden' | 'inCall';

type Desk = Pick<DeskState, 'calling' | 'phone' | 'phoneConnected'>;

/**
 * May `number`, as people write it, be called with one press? A running call is not put on hold by a press on a number:
 * that takes the transfer panel. Emergency numbers are barred only while there is no phone at all.
 */
export function whyDialDisabled(desk: Desk, number: string): DialDisabledReason | null {
  const disabled = whyNumberDisabled(desk, number);
  if (disabled || currentCall(desk.phone.calls) === null) return disabled;
  return isEmergency(desk, number) ? null : 'inCall';
}

/** As `whyDialDisabled`, for places that dial in a call as well: transfer and consultation. */
export function whyNumberDisabled(
  desk: Desk,
  number: string,
): Exclude<DialDisabledReason, 'inCall'> | null {
  const digits = dialableDigits(number);
  if (digits === null) return 'noNumber';
  if (!desk.phoneConnected) return 'phoneAway';
  if (desk.calling === null || isEmergency(desk, number)) return null;
  return planNumber(desk.calling.dialPlan, digits).kind === 'forbidden' ? 'forbidden' : null;
}

/** What the PBX is given for `number`; `null` when it is the number itself, or none. */
export function plannedDigits(desk: Desk, number: string): string | null {
  const digits = dialableDigits(number);
  if (digits === null || desk.calling === null) return null;
  const planned = planNumber(desk.calling.dialPlan, digits);
  return planned.kind === 'dial' && planned.dialString !== digits ? planned.dialString : null;
}

function isEmergency(desk: Desk, number: string): boolean {
  return desk.calling !== null && isEmergencyNumber(desk.calling.dialPlan, number);
}
