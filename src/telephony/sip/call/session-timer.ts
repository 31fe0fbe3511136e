import type { SetTimer } from '../../core/set-timer.ts';
import {
  type HeaderSource,
  type SessionAgreement,
  agreeAsClient,
  agreeAsServer,
  allowsUpdate,
  leastSeconds,
  readMinSe,
} from './session-expires.ts';

export interface SessionTimerDeps {
  /** Seconds we want; 0 = no timer in this call. */
  readonly seconds: number;
  readonly setTimer: SetTimer;
  /** Refreshes the session on the wire. What the far side says to it comes back by `heardAnswer`. */
  readonly refresh: (byUpdate: boolean) => void;
  /** Nobody has refreshed the session: the far side or the way to it is gone. */
  readonly onExpired: () => void;
}

/** Session timer of one call (RFC 4028). */
export interface SessionTimer {
  /** For an INVITE or UPDATE of ours. */
  requestHeaders(): string[];
  /** Takes in the far side's INVITE, re-INVITE or UPDATE; returns what belongs into the 200 to it. */
  answerHeaders(request: HeaderSource): string[];
  /** A 2xx to our INVITE, re-INVITE or UPDATE. */
  heardAnswer(response: HeaderSource): void;
  /** A 422: true when asking again, for longer, makes sense (RFC 4028 §7.4). */
  heardTooShort(response: HeaderSource): boolean;
  stop(): void;
}

/** Methods that we answer; sip.js's own list lacks UPDATE, which `in-dialog-update.ts` answers. */
export const allowHeader =
  'Allow: ACK, BYE, CANCEL, INFO, INVITE, MESSAGE, NOTIFY, OPTIONS, PRACK, REFER, UPDATE';

/** Headers of the first INVITE of a call that we place; 0 = no timer asked for. */
export function openingHeaders(seconds: number): string[] {
  if (seconds === 0) return [allowHeader];
  const least = Math.min(seconds, leastSeconds);
  return [allowHeader, `Session-Expires: ${seconds};refresher=uac`, `Min-SE: ${least}`];
}

/**
 * Share of the interval after which we refresh. Half is usual; a quarter leaves three quarters to live through a lost
 * socket.
 */
const refreshShare = 0.25;
/** A refresh that got no answer is tried again: the session is over only when its time is. */
const retryMs = 10_000;

export function createSessionTimer(deps: SessionTimerDeps): SessionTimer {
  const { setTimer } = deps;
  let wanted = deps.seconds;
  let minSe = leastSeconds;
  let agreed: SessionAgreement | null = null;
  let byUpdate = false;
  let cancelRefresh = () => {};
  let cancelExpiry = () => {};

  const stop = () => {
    cancelRefresh();
    cancelExpiry();
  };
  const refreshIn = (delayMs: number) => {
    cancelRefresh();
    cancelRefresh = setTimer(() => {
      refreshIn(retryMs);
      deps.refresh(byUpdate);
    }, delayMs);
  };
  const agree = (next: SessionAgreement | null) => {
    stop();
    agreed = next;
    if (next === null) return;
    if (next.refresher === 'us') refreshIn(next.seconds * 1000 * refreshShare);
    cancelExpiry = setTimer(() => {
      stop();
      deps.onExpired();
    }, next.seconds * 1000);
  };

  return {
    requestHeaders() {
      if (deps.seconds === 0) return [];
      const seconds = Math.max(agreed?.seconds ?? wanted, minSe);
      const refresher = agreed?.refresher === 'them' ? 'uas' : 'uac';
      return [`Session-Expires: ${seconds};refresher=${refresher}`, `Min-SE: ${minSe}`];
    },
    answerHeaders(request) {
      byUpdate = byUpdate || allowsUpdate(request);
      const next = agreeAsServer(request, wanted);
      agree(next);
      if (next === null) return [];
      const refresher = next.refresher === 'us' ? 'uas' : 'uac';
      const header = `Session-Expires: ${next.seconds};refresher=${refresher}`;
      return next.refresher === 'them' ? ['Require: timer', header] : [header];
    },
    heardAnswer(response) {
      if (deps.seconds === 0) return;
      byUpdate = byUpdate || allowsUpdate(response);
      agree(agreeAsClient(response));
    },
    heardTooShort(response) {
      const least = readMinSe(response);
      if (least <= Math.max(wanted, minSe) || deps.seconds === 0) return false;
      minSe = least;
      wanted = least;
      if (agreed) agreed = { ...agreed, seconds: least };
      return true;
    },
    stop,
  };
}
