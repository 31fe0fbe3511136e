import type { Session } from 'sip.js';
import { AppError } from '../../shared/app-error.ts';
import type { SetTimer } from '../core/set-timer.ts';

export interface ReinviteDeps {
  readonly setTimer: SetTimer;
  readonly random: () => number;
}

const glare = 491;
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
    const status = await send(session);
    if (status < 300) return;
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

/** Resolves with the final status. */
function send(session: Session): Promise<number> {
  return new Promise((resolve, reject) => {
    session
      .invite({
        requestDelegate: {
          onAccept: (response) => resolve(response.message.statusCode ?? 200),
          onReject: (response) => resolve(response.message.statusCode ?? 500),
          onRedirect: () => resolve(302),
        },
      })
      .catch((cause: unknown) => reject(new AppError('phone.notAllowedNow', { cause })));
  });
}
