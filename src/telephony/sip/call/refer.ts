import { type Notification, type Session, SessionState, URI } from 'sip.js';
import { AppError } from '../../../shared/app-error.ts';
import type { SetTimer } from '../../core/set-timer.ts';

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

/** In angle brackets, as an address with `?` or `;` must be in a header (RFC 3261 §20); sip.js writes it bare. */
class BracketedUri extends URI {
  override toString(): string {
    return `<${super.toString()}>`;
  }
}

/** `Refer-To` of a blind transfer (RFC 3515 §2.1). */
export function referToUri(uri: URI): URI {
  return bracketed(uri, {});
}

/** `Refer-To` that takes the place of our call `consult` (RFC 3891 §3): the tags as the far side sees them. */
export function referToReplace(consult: Session): URI {
  const { dialog } = consult;
  if (!dialog) throw new AppError('phone.notAllowedNow');
  const replaces = `${dialog.callId};to-tag=${dialog.remoteTag};from-tag=${dialog.localTag}`;
  return bracketed(dialog.remoteTarget, { Replaces: [encodeURIComponent(replaces)] });
}

function bracketed(uri: URI, headers: Record<string, string[]>): URI {
  const parameters = Object.fromEntries(
    Object.entries(uri.parameters).map(([name, value]) => [name, value ?? null]),
  );
  return new BracketedUri(uri.scheme, uri.user ?? '', uri.host, uri.port, parameters, headers);
}

/** What a NOTIFY says about our REFER (RFC 3515 §2.4.4, RFC 3420). */
export type TransferProgress = 'trying' | 'done' | 'failed' | 'noNews';

export interface ReferNotify {
  /** `Event: refer;id=2` */
  readonly event: string;
  /** `Subscription-State: terminated;reason=noresource` (RFC 6665 §4.1.3) */
  readonly subscription: string;
  /** `message/sipfrag`: at least a status line. */
  readonly body: string;
}

/**
 * Reads a NOTIFY that belongs to the REFER with this CSeq. A target that rings is as good as one that answers: the
 * citizen is then in the hands of the PBX. A subscription that ends without a final status has nothing more to say.
 */
export function readTransferProgress(notify: ReferNotify, referCseq: number): TransferProgress {
  const [name = '', ...parameters] = notify.event.split(';').map((part) => part.trim());
  if (name.toLowerCase() !== 'refer') return 'noNews';
  const id = parameters.find((part) => part.toLowerCase().startsWith('id='))?.slice(3);
  if (id !== undefined && Number(id) !== referCseq) return 'noNews';
  const status = Number(/^\s*SIP\/2\.0 +([1-6]\d\d)/i.exec(notify.body)?.[1] ?? 0);
  if (status >= 300) return 'failed';
  if (status >= 180) return 'done';
  return /^\s*terminated/i.test(notify.subscription) ? 'failed' : 'trying';
}
