import { type Core, type Inviter, SessionState } from 'sip.js';
import type { SetTimer } from '../../core/set-timer.ts';

export interface DiallingLimitDeps {
  readonly inviter: Inviter;
  readonly setTimer: SetTimer;
  /** It is neither answered nor refused; `hasRung`: more than 100 Trying has come. */
  readonly giveUp: (hasRung: boolean) => void;
}

export interface DiallingLimit {
  /** A 1xx other than 100. With a description in it the agent hears an announcement or a queue, and knows what she waits for. */
  heardProgress(response: Pick<Core.IncomingResponseMessage, 'body'>): void;
}

/** RFC 3261 §16.6: a proxy waits more than three minutes for a final response (timer C). */
const silentMs = 180_000;
const heardMs = 600_000;

/**
 * No call of ours is dialling for ever. sip.js waits without an end once anything provisional has come; RFC 3261 leaves it to the
 * caller to give up (§13.3.1.1).
 */
export function limitDialling({ inviter, setTimer, giveUp }: DiallingLimitDeps): DiallingLimit {
  let hasRung = false;
  let isHeard = false;
  const end = () => giveUp(hasRung);
  let cancel = setTimer(() => {
    if (!isHeard) return end();
    cancel = setTimer(end, heardMs - silentMs);
  }, silentMs);
  inviter.stateChange.addListener((state) => {
    if (state === SessionState.Established || state === SessionState.Terminated) cancel();
  });
  return {
    heardProgress({ body }) {
      hasRung = true;
      isHeard ||= body !== '';
    },
  };
}

/** 64 × T1 after its CANCEL an INVITE is over, whether the PBX says so or not (RFC 3261 §9.1). */
const cancelledMs = 32_000;

/** CANCEL; the session is over at the latest half a minute later. sip.js would keep it, and the desk would count it as a call. */
export async function cancelInvite(inviter: Inviter, setTimer: SetTimer): Promise<void> {
  const stop = setTimer(() => inviter['stateTransition'](SessionState.Terminated), cancelledMs);
  inviter.stateChange.addListener((state) => {
    if (state === SessionState.Terminated) stop();
  });
  await inviter.cancel();
}
