import { AppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';

/** Why the microphone could not be opened, by the name of the DOMException (W3C Media Capture §10.2). */
export function microphoneErrorCode(error: unknown): ErrorCode {
  const name = error instanceof Error ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'media.microphoneDenied';
    case 'NotReadableError':
    case 'AbortError':
      return 'media.microphoneBusy';
    default:
      return 'media.microphoneAbsent';
  }
}

/** Every failure of offer and answer, in our words. */
export function negotiationError(cause: unknown): AppError {
  return cause instanceof AppError ? cause : new AppError('media.negotiationFailed', { cause });
}
