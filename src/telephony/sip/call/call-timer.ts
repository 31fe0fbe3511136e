import { type Core, type Session, SessionState } from 'sip.js';
import type { Logger } from '../../../shared/logger.ts';
import { inBackground } from '../../core/in-background.ts';
import type { SetTimer } from '../../core/set-timer.ts';
import { sendUpdate } from './dialog-request.ts';
import { readSessionExpires, supportsTimer } from './session-expires.ts';
import { type SessionTimer, allowHeader, createSessionTimer } from './session-timer.ts';

export interface CallTimerDeps {
  readonly session: Session;
  /** `PhoneConfig.sessionExpiresSeconds` */
  readonly seconds: number;
  readonly setTimer: SetTimer;
  readonly logger: Logger;
  readonly isConnected: () => boolean;
  /** Refreshes by re-INVITE where the far side has no UPDATE. */
  readonly reinvite: () => Promise<unknown>;
  /** The far side no longer has the call. */
  readonly onGone: () => void;
  readonly onExpired: () => void;
  /** A re-INVITE of the far side that we accept. */
  readonly onReinvite: (request: Core.IncomingRequestMessage) => void;
}

/** The session timer of a call on its sip.js session: headers in every 200 to a re-INVITE, refreshes out and in. */
export function createCallTimer(deps: CallTimerDeps): SessionTimer {
  const { session, seconds, setTimer, logger, onExpired } = deps;
  const timer: SessionTimer = createSessionTimer({
    seconds,
    setTimer,
    refresh: (byUpdate) =>
      inBackground(refresh(deps, timer, byUpdate), logger, 'sip.sessionRefreshFailed'),
    onExpired,
  });
  session.stateChange.addListener((state) => {
    if (state === SessionState.Established && session.dialog)
      addToReinvites(session.dialog, (request) => {
        deps.onReinvite(request);
        return timer.answerHeaders(request);
      });
    if (state === SessionState.Terminated) timer.stop();
  });
  return timer;
}

async function refresh(deps: CallTimerDeps, timer: SessionTimer, byUpdate: boolean): Promise<void> {
  const { session } = deps;
  if (!deps.isConnected() || session.state !== SessionState.Established) return;
  if (!byUpdate) return void (await deps.reinvite());
  const response = await sendUpdate(session, timer.requestHeaders());
  const status = response?.statusCode ?? 0;
  if (response && status < 300) timer.heardAnswer(response);
  else if (response && status === 422 && timer.heardTooShort(response))
    await refresh(deps, timer, byUpdate);
  else if (status === 481) deps.onGone();
  // Whatever this far side has against our UPDATE, a re-INVITE refreshes as well (RFC 4028 §7.4).
  else if (response) await deps.reinvite();
}

/** RFC 4028 §9: an INVITE that asks for less than 90 s is refused, with what would do. */
export function isTooShort(request: Core.IncomingRequestMessage, least: number): boolean {
  const asked = readSessionExpires(request);
  return asked !== null && asked.seconds < least && supportsTimer(request);
}

/** sip.js answers re-INVITEs by itself and leaves no place for headers: this makes one. */
function addToReinvites(
  dialog: NonNullable<Session['dialog']>,
  headersFor: (request: Core.IncomingRequestMessage) => string[],
): void {
  const { delegate } = dialog;
  const onInvite = delegate?.onInvite?.bind(delegate);
  if (!delegate || !onInvite) return;
  delegate.onInvite = (request) => {
    const accept = request.accept.bind(request);
    request.accept = (options = { statusCode: 200 }) =>
      accept({
        ...options,
        extraHeaders: [
          allowHeader,
          ...headersFor(request.message),
          ...(options.extraHeaders ?? []),
        ],
      });
    onInvite(request);
  };
}
