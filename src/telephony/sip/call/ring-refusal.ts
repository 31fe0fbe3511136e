import type { Invitation, InvitationRejectOptions } from 'sip.js';
import { isTooShort } from './call-timer.ts';
import { leastSeconds } from './session-expires.ts';

/** More at once than any desk has: the rest hears busy. */
const maxCalls = 12;

/** What an INVITE hears that is not rung; `null` = it is. */
export function refusalOf(
  invitation: Invitation,
  runningCalls: number,
): InvitationRejectOptions | null {
  if (runningCalls >= maxCalls) return { statusCode: 486 };
  if (isTooShort(invitation.request, leastSeconds))
    return { statusCode: 422, extraHeaders: [`Min-SE: ${leastSeconds}`] };
  return null;
}
