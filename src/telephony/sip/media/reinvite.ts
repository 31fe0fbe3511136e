import { Core, type Session, SessionState } from 'sip.js';
import { AppError } from '../../../shared/app-error.ts';
import type { SetTimer } from '../../core/set-timer.ts';
import { failPendingReinvite } from '../call/dialog-request.ts';
import type { SdhAdapter } from './sdh-adapter.ts';
import { type SessionTimer, allowHeader } from '../call/session-timer.ts';

export interface ReinviteDeps {
  readonly setTimer: SetTimer;
  readonly random: () => number;
  /** Each re-INVITE refreshes the session (RFC 4028 §7.4). */
  readonly timer: Pick<SessionTimer, 'requestHeaders' | 'heardAnswer' | 'heardTooShort'>;
  readonly adapter: Pick<SdhAdapter, 'rollbackDescription' | 'takeRefusal'>;
}

const glare = 491;
const tooShort = 422;
const busyWithOther = 500;
const longestWaitMs = 10_000;
const maxGlareRetries = 3;
const lookAgainMs = 50;
/** sip.js ends one that hears nothing after 32 s itself, and waits without an end for one that has heard 100. */
const longestAnswerMs = 40_000;

/**
 * Sends re-INVITEs of one session one after the other, the first when `ready`, and waits for their final response. Meeting
 * one of the far side (491, RFC 3261 §14.1) waits 0–2 s or 2.1–4 s and tries again; a 500 that names a time (§14.2) waits
 * for that, as it does for the ACK to a re-INVITE of the far side. Rejects with `sip.callFailed`, the status as its cause, or with
 * the `media.*` code of an answer that nobody can talk over; the call is then as it was.
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
    while (isAnswering(session)) await pause(lookAgainMs);
    const { status, again } = await send(session, deps);
    const refusal = deps.adapter.takeRefusal();
    if (refusal) throw refusal;
    if (status < 300) return;
    if (again === null || retriesLeft === 0)
      throw new AppError('sip.callFailed', { cause: status });
    const glareMs = (retriesLeft % 2 === 0 ? 0 : 2100) + deps.random() * 1900;
    if (again !== 'atOnce') await pause(again === 'glare' ? glareMs : again);
    return attempt(retriesLeft - 1);
  };
  return () => {
    const result = queue.then(() => attempt(maxGlareRetries));
    queue = result.catch(() => {});
    return result;
  };
}

interface Outcome {
  readonly status: number;
  /** When another attempt makes sense, milliseconds being what the far side asked for. */
  readonly again: 'atOnce' | 'glare' | number | null;
}

/** A re-INVITE of the far side is under way, its ACK included (RFC 3261 §14.1). */
function isAnswering({ dialog, state }: Session): boolean {
  return (
    state === SessionState.Established &&
    dialog instanceof Core.SessionDialog &&
    dialog.reinviteUserAgentServer !== undefined
  );
}

function send(session: Session, deps: ReinviteDeps): Promise<Outcome> {
  const stop = deps.setTimer(() => failPendingReinvite(session), longestAnswerMs);
  return sendOnce(session, deps).finally(stop);
}

function sendOnce(session: Session, { timer, adapter }: ReinviteDeps): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    session
      .invite({
        requestOptions: { extraHeaders: [allowHeader, ...timer.requestHeaders()] },
        requestDelegate: {
          onAccept({ message }) {
            timer.heardAnswer(message);
            resolve({ status: message.statusCode ?? 200, again: null });
          },
          onReject({ message }) {
            resolve({ status: message.statusCode ?? 500, again: whenAgain(message, timer) });
          },
        },
      })
      .then(({ delegate }) => {
        // sip.js hears a 3xx to a re-INVITE and does nothing: neither is it over, nor may another one follow.
        if (delegate?.onReject) delegate.onRedirect = delegate.onReject;
      })
      .catch(async (cause: unknown) => {
        await adapter.rollbackDescription().catch(() => {});
        reject(new AppError('phone.notAllowedNow', { cause }));
      });
  });
}

function whenAgain(
  response: Core.IncomingResponseMessage,
  timer: ReinviteDeps['timer'],
): Outcome['again'] {
  if (response.statusCode === glare) return 'glare';
  if (response.statusCode === tooShort) return timer.heardTooShort(response) ? 'atOnce' : null;
  const waitMs = Number.parseInt(response.getHeader('retry-after') ?? '', 10) * 1000;
  const isBusy = response.statusCode === busyWithOther && Number.isFinite(waitMs);
  return isBusy ? Math.min(waitMs, longestWaitMs) : null;
}
