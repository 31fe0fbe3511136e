import { Invitation, Inviter, type Session, SessionState } from 'sip.js';
import type { Logger } from '../../../shared/logger.ts';
import { inBackground } from '../../core/in-background.ts';
import type { SetTimer } from '../../core/set-timer.ts';
import type { CallLife } from './call-life.ts';
import { askForCall, failPendingReinvite } from './dialog-request.ts';
import { isCallGone } from '../sip-errors.ts';

export interface CallSurvivalDeps {
  readonly session: Session;
  readonly life: Pick<CallLife, 'phase' | 'explainEnd' | 'end'>;
  /** A socket to the address that has this call is open. */
  readonly canReach: () => boolean;
  /** Re-INVITE with ICE restart; resolves with its final status, 0 when it could not be sent. */
  readonly renegotiate: () => Promise<number>;
  /** Ends the session on the wire, by whatever its state asks for. */
  readonly leave: () => Promise<void>;
  readonly setTimer: SetTimer;
  readonly logger: Logger;
}

/** How a call lives through the loss of its socket. */
export interface CallSurvival {
  /** The socket is gone. */
  lose(): void;
  /** A socket is there again and the PBX knows us. */
  revive(): Promise<void>;
  /** Over for the agent, for the reason already given; the PBX hears it now, or when it can be reached again. */
  end(): void;
  /** The call is gone: the reason is the lost connection. */
  endLost(): void;
}

/** What a running call may be without signalling, and how long a debt to the PBX is worth keeping. */
const patienceMs = 120_000;
/** The PBX has long asked somebody else by then; a ring that nobody can answer is not shown. */
const alertingPatienceMs = 20_000;

export function createCallSurvival(parts: CallSurvivalDeps): CallSurvival {
  const { session, life, setTimer, logger } = parts;
  let owes = false;
  let isStranded = false;
  let cancelLimit = () => {};

  const leave = () => inBackground(parts.leave(), logger, 'sip.hangUpFailed');
  const limit = (run: () => void, ms: number) => {
    cancelLimit();
    cancelLimit = setTimer(run, ms);
  };
  const end = () => {
    life.end();
    if (parts.canReach()) return leave();
    owes = true;
    limit(leave, patienceMs);
  };
  const endLost = () => {
    if (life.phase() === 'ended') return;
    life.explainEnd('connectionLost', 'sip.callCut');
    end();
  };
  /** 481 from an address that never had the call says nothing: the one that has it may come back. */
  const reviveTalking = async () => {
    const status = await parts.renegotiate();
    if (status === 200) {
      isStranded = false;
      cancelLimit();
    } else if (isCallGone(status) && parts.canReach()) endLost();
    else if (!isStranded) {
      isStranded = true;
      limit(endLost, patienceMs);
    }
  };
  const reviveAlerting = async (invitation: Invitation) => {
    if (!parts.canReach()) return;
    cancelLimit();
    const status = await askForCall(invitation.userAgent, invitation);
    if (isCallGone(status) && invitation.state === SessionState.Initial) endLost();
  };

  return {
    end,
    endLost,
    lose() {
      failPendingReinvite(session);
      if (session instanceof Inviter && life.phase() === 'new') endLost();
      else if (session instanceof Invitation && session.state === SessionState.Initial)
        limit(endLost, alertingPatienceMs);
    },
    async revive() {
      if (session.state === SessionState.Terminated) return;
      if (owes) {
        if (!parts.canReach()) return;
        owes = false;
        cancelLimit();
        return parts.leave();
      }
      if (session.state === SessionState.Established) return reviveTalking();
      if (session instanceof Invitation && session.state === SessionState.Initial)
        return reviveAlerting(session);
    },
  };
}
