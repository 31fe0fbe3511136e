import { Inviter, SessionState } from 'sip.js';
import { AppError } from '../../shared/app-error.ts';
import type { SetTimer } from '../core/set-timer.ts';
import { outcomeOfRefusedCall } from './sip-errors.ts';

/** Longer than any feature code takes. */
const limitMs = 15_000;

/**
 * Carries a feature code through: the PBX's 200 means that it has done what the code stands for; the call is then over.
 * Rejects with the code of the refusal, or `sip.callFailed`. The microphone stays closed all the time.
 */
export async function dialFeatureCode(inviter: Inviter, setTimer: SetTimer): Promise<void> {
  const done = Promise.withResolvers<void>();
  inviter.stateChange.addListener((state) => {
    if (state === SessionState.Established) done.resolve();
    if (state === SessionState.Terminated) done.reject(new AppError('sip.callFailed'));
  });
  const cancelLimit = setTimer(() => done.reject(new AppError('sip.callFailed')), limitMs);
  const onReject = (status: number | undefined) =>
    done.reject(new AppError(outcomeOfRefusedCall(status ?? 500).code ?? 'sip.callFailed'));
  try {
    const requestDelegate = {
      onReject: (response: { message: { statusCode?: number | undefined } }) =>
        onReject(response.message.statusCode),
    };
    await Promise.all([inviter.invite({ requestDelegate }), done.promise]);
  } finally {
    cancelLimit();
    await end(inviter).catch(() => {});
  }
}

/** The PBX may have hung up already, which is just as well. */
async function end(inviter: Inviter): Promise<void> {
  if (inviter.state === SessionState.Established) await inviter.bye();
  else if (inviter.state === SessionState.Establishing) await inviter.cancel();
}
