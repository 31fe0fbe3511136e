import { AppError } from '../../shared/app-error.ts';
import type { EndReason } from '../../shared/domain/calls/call.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { RefusalVerdict } from '../core/registration.ts';

export interface RegisterRefusal {
  readonly code: ErrorCode;
  readonly verdict: RefusalVerdict;
}

/** Why an outgoing call failed, by its final response (RFC 3261 §21, RFC 3398 §7.2.4.1, RFC 8197 for 607). */
export function outcomeOfRefusedCall(status: number): {
  reason: EndReason;
  code: ErrorCode | null;
} {
  switch (status) {
    case 486:
    case 600:
      return { reason: 'busy', code: 'sip.busy' };
    case 603:
    case 607:
      return { reason: 'busy', code: 'sip.refused' };
    case 408:
    case 480:
    case 487:
      return { reason: 'noAnswer', code: 'sip.noAnswer' };
    case 404:
    case 410:
    case 484:
    case 604:
      return { reason: 'failed', code: 'sip.numberNotFound' };
    case 488:
    case 606:
      return { reason: 'failed', code: 'media.negotiationFailed' };
    default:
      return { reason: 'failed', code: 'sip.callFailed' };
  }
}

/** Why an outgoing call is over that was never answered nor refused; `hasRung`: more than 100 Trying has come. */
export function outcomeOfSilence(hasRung: boolean): { reason: EndReason; code: ErrorCode } {
  return hasRung
    ? { reason: 'noAnswer', code: 'sip.noAnswer' }
    : { reason: 'failed', code: 'sip.pbxSilent' };
}

/**
 * Why a REGISTER was refused. `hasAnswered`: the secret was put to the test, in answer to a challenge that we understood. 404
 * says that the domain does not know the extension. Some PBXs answer a wrong secret with 403, and all say 403 or 404 while
 * they boot.
 */
export function readRefusedRegister(status: number, hasAnswered: boolean): RegisterRefusal {
  switch (status) {
    case 401:
    case 407:
      if (!hasAnswered) return { code: 'sip.authUnsupported', verdict: 'account' };
      return { code: 'sip.badCredentials', verdict: 'final' };
    case 403:
      if (!hasAnswered) return { code: 'sip.registrationRejected', verdict: 'account' };
      return { code: 'sip.badCredentials', verdict: 'account' };
    case 404:
      return { code: 'sip.registrationRejected', verdict: 'account' };
    default:
      return { code: 'sip.registrationRejected', verdict: 'passing' };
  }
}

const dialogEnding = new Set([404, 408, 410, 416, 480, 481, 482, 483, 484, 485, 502, 604]);

/** A request in a call answered so ends it (RFC 3261 §12.2.1.2, RFC 5057 §5.1): the far side no longer has it. */
export function isCallGone(status: number): boolean {
  return dialogEnding.has(status);
}

/** Why a description cannot be talked over, in our words. */
export function refusedMedia(cause: unknown): AppError {
  return cause instanceof AppError ? cause : new AppError('media.negotiationFailed', { cause });
}

/** Final status of a refused re-INVITE; 0 when it could not be sent at all. */
export function statusOfReinvite(error: unknown): number {
  return error instanceof AppError && typeof error.cause === 'number' ? error.cause : 0;
}

/** Why a re-INVITE came to nothing, in our words. */
export function codeOfReinvite(error: unknown): ErrorCode {
  if ([488, 606].includes(statusOfReinvite(error))) return 'media.negotiationFailed';
  return error instanceof AppError ? error.code : 'sip.callCut';
}
