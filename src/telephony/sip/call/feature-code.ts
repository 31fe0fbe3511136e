import { type Inviter, SessionState } from 'sip.js';
import { AppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { SetTimer } from '../../core/set-timer.ts';
import { outcomeOfRefusedCall } from '../sip-errors.ts';

/** Longer than any feature code takes. */
const limitMs = 15_000;

/**
 * Carries a feature code through: the PBX's 200 means that it has done what the code stands for; the call is then over.
 * Rejects with the code of the refusal, or `sip.callFailed`. The microphone stays closed all the time.
 */
export async function dialFeatureCode(inviter: Inviter, setTimer: SetTimer): Promise<void> {
  let cancelLimit = () => {};
  const done = new Promise<void>((resolve, reject) => {
    const fail = (code: ErrorCode) => reject(new AppError(code));
    cancelLimit = setTimer(() => fail('sip.callFailed'), limitMs);
    inviter.stateChange.addListener((state) => {
      if (state === SessionState.Established) resolve();
      if (state === SessionState.Terminated) fail('sip.callFailed');
    });
    const onReject = ({ message }: { message: { statusCode?: number | undefined } }) =>
      fail(outcomeOfRefusedCall(message.statusCode ?? 500).code ?? 'sip.callFailed');
    inviter.invite({ requestDelegate: { onReject } }).catch(reject);
  });
  try {
    await done;
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
