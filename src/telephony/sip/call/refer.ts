import { type Notification, type Session, SessionState, type URI } from 'sip.js';
import { AppError } from '../../../shared/app-error.ts';
import type { SetTimer } from '../../core/set-timer.ts';
import { readTransferProgress } from './transfer-progress.ts';

export interface ReferOptions {
  readonly session: Session;
  readonly referTo: URI;
  readonly setTimer: SetTimer;
  /** The far side will do it: a BYE from now on means that it has. */
  readonly onAccepted: () => void;
}

/** Longest wait for the final response to a REFER; and for news after it. */
const responseMs = 10_000;
const newsMs = 30_000;

/**
 * Sends a REFER (RFC 3515) and follows it to its outcome: resolves when the target rings or answers, or when the far side
 * leaves after it had agreed. Rejects with `sip.transferFailed`, the status as its cause where there is one.
 */
export function refer({ session, referTo, setTimer, onAccepted }: ReferOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    let cseq = Number.NaN;
    let accepted = false;
    const fail = (cause?: unknown) =>
      settle(() => reject(new AppError('sip.transferFailed', { cause })));
    let cancelTimer = setTimer(fail, responseMs);
    const settle = (tell: () => void) => {
      cancelTimer();
      session.stateChange.removeListener(onState);
      tell();
    };
    const onState = (state: SessionState) => {
      if (state !== SessionState.Terminated) return;
      if (accepted) settle(resolve);
      else fail();
    };
    const accept = () => {
      if (accepted) return;
      accepted = true;
      cancelTimer();
      cancelTimer = setTimer(fail, newsMs);
      onAccepted();
    };
    const onNotify = (notification: Notification) => {
      void notification.accept();
      const { request } = notification;
      const progress = readTransferProgress(
        {
          event: request.getHeader('event') ?? '',
          subscription: request.getHeader('subscription-state') ?? '',
          body: request.body,
        },
        cseq,
      );
      if (progress !== 'noNews') accept();
      if (progress === 'done') settle(resolve);
      if (progress === 'failed') fail();
    };
    session.stateChange.addListener(onState);
    session
      .refer(referTo, {
        onNotify,
        requestDelegate: {
          onAccept: accept,
          onReject: (response) => fail(response.message.statusCode),
        },
      })
      .then((request) => {
        cseq = request.message.cseq;
      })
      .catch(fail);
  });
}
