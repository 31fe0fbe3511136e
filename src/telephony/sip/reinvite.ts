import type { Session } from 'sip.js';
import { AppError } from '../../shared/app-error.ts';
import type { SetTimer } from '../core/set-timer.ts';
import { type SessionTimer, allowHeader } from './session-timer.ts';

export interface ReinviteDeps {
  readonly setTimer: SetTimer;
  readonly random: () => number;
  /** Each re-INVITE refreshes the session (RFC 4028 §7.4). */
  readonly timer: Pick<SessionTimer, 'requestHeaders' | 'heardAnswer' | 'heardTooShort'>;
}

const glare = 491;
const tooShort = 422;
const maxGlareRetries = 3;

/**
 * Sends re-INVITEs of one session one after the other, the first when `ready`, and waits for their final response. Meeting one of the far side
 * (491, RFC 3261 §14.1) waits 0–2 s or 2.1–4 s and tries again. Rejects with `sip.callFailed`, the status as its cause.
 */
export function createReinviter(
  session: Session,
  ready: Promise<void>,
  deps: ReinviteDeps,
): () => Promise<void> {
  let queue: Promise<unknown> = ready;
  const pause = (delayMs: number) =>
    new Promise<void>((resolve) => void deps.setTimer(resolve, delayMs));

  const attempt = async (retriesLeft: number): Promise<void> => {
    const { status, mayAskLonger } = await send(session, deps.timer);
    if (status < 300) return;
    if (mayAskLonger && retriesLeft > 0) return attempt(retriesLeft - 1);
    if (status !== glare || retriesLeft === 0)
      throw new AppError('sip.callFailed', { cause: status });
    await pause((retriesLeft % 2 === 0 ? 0 : 2100) + deps.random() * 1900);
    return attempt(retriesLeft - 1);
  };
  return () => {
    const result = queue.then(() => attempt(maxGlareRetries));
    queue = result.catch(() => {});
    return result;
  };
}

/** Resolves with the final status, and whether a longer session timer would help. */
function send(
  session: Session,
  timer: ReinviteDeps['timer'],
): Promise<{ status: number; mayAskLonger: boolean }> {
  return new Promise((resolve, reject) => {
    session
      .invite({
        requestOptions: { extraHeaders: [allowHeader, ...timer.requestHeaders()] },
        requestDelegate: {
          onAccept({ message }) {
            timer.heardAnswer(message);
            resolve({ status: message.statusCode ?? 200, mayAskLonger: false });
          },
          onReject({ message }) {
            const status = message.statusCode ?? 500;
            const mayAskLonger = status === tooShort && timer.heardTooShort(message);
            resolve({ status, mayAskLonger });
          },
          onRedirect: () => resolve({ status: 302, mayAskLonger: false }),
        },
      })
      .catch((cause: unknown) => reject(new AppError('phone.notAllowedNow', { cause })));
  });
}
