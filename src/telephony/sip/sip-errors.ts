import type { EndReason } from '../../shared/domain/call.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';

/** Why an outgoing call failed, by its final response (RFC 3261 §21, RFC 3398 §7.2.4.1). */
export function outcomeOfRefusedCall(status: number): {
  reason: EndReason;
  code: ErrorCode | null;
} {
  switch (status) {
    case 486:
    case 600:
    case 603:
      return { reason: 'busy', code: 'sip.busy' };
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

/**
 * Why a REGISTER was refused. 401, 403 and 407 arrive here only after our credentials were sent; 404 says that the
 * domain does not know the extension.
 */
export function codeOfRefusedRegister(status: number): ErrorCode {
  return status === 401 || status === 403 || status === 404 || status === 407
    ? 'sip.badCredentials'
    : 'sip.registrationRejected';
}

/** A re-INVITE answered so ends the call (RFC 3261 §12.2.1.2): the far side no longer has it. */
export function isCallGone(status: number): boolean {
  return status === 481 || status === 408;
}
