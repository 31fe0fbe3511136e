import { Invitation, Inviter, type Session, SessionState } from 'sip.js';
import type { Logger } from '../../../shared/logger.ts';
import { inBackground } from '../../core/in-background.ts';
import type { SetTimer } from '../../core/set-timer.ts';
import { isCallGone } from '../sip-errors.ts';
import type { CallLife } from './call-life.ts';
import { askForCall, failPendingReinvite } from './dialog-request.ts';

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

/** What a running call may be without signalling, and how long a debt to the PBX is worth keeping. */
const patienceMs = 120_000;
/** The PBX has long asked somebody else by then; a ring that nobody can answer is not shown. */
const alertingPatienceMs = 20_000;

/** How a call lives through the loss of its socket. */
export class CallSurvival {
  readonly #deps: CallSurvivalDeps;
  #owes = false;
  #isStranded = false;
  #cancelLimit = () => {};

  constructor(deps: CallSurvivalDeps) {
    this.#deps = deps;
  }

  /** Over for the agent, for the reason already given; the PBX hears it now, or when it can be reached again. */
  end(): void {
    this.#deps.life.end();
    if (this.#deps.canReach()) return this.#leave();
    this.#owes = true;
    this.#limit(() => this.#leave(), patienceMs);
  }

  /** The call is gone: the reason is the lost connection. */
  endLost(): void {
    const { life } = this.#deps;
    if (life.phase === 'ended') return;
    life.explainEnd('connectionLost', 'sip.callCut');
    this.end();
  }

  /** The socket is gone. */
  lose(): void {
    const { session, life } = this.#deps;
    failPendingReinvite(session);
    if (session instanceof Inviter && life.phase === 'new') this.endLost();
    else if (session instanceof Invitation && session.state === SessionState.Initial)
      this.#limit(() => this.endLost(), alertingPatienceMs);
  }

  /** A socket is there again and the PBX knows us. */
  async revive(): Promise<void> {
    const { session, canReach } = this.#deps;
    if (session.state === SessionState.Terminated) return;
    if (this.#owes) {
      if (!canReach()) return;
      this.#owes = false;
      this.#cancelLimit();
      return this.#deps.leave();
    }
    if (session.state === SessionState.Established) return this.#reviveTalking();
    if (session instanceof Invitation && session.state === SessionState.Initial)
      return this.#reviveAlerting(session);
  }

  /** 481 from an address that never had the call says nothing: the one that has it may come back. */
  async #reviveTalking(): Promise<void> {
    const status = await this.#deps.renegotiate();
    if (status === 200) {
      this.#isStranded = false;
      this.#cancelLimit();
    } else if (isCallGone(status) && this.#deps.canReach()) this.endLost();
    else if (!this.#isStranded) {
      this.#isStranded = true;
      this.#limit(() => this.endLost(), patienceMs);
    }
  }

  async #reviveAlerting(invitation: Invitation): Promise<void> {
    if (!this.#deps.canReach()) return;
    this.#cancelLimit();
    const status = await askForCall(invitation.userAgent, invitation);
    if (isCallGone(status) && invitation.state === SessionState.Initial) this.endLost();
  }

  #leave(): void {
    inBackground(this.#deps.leave(), this.#deps.logger, 'sip.hangUpFailed');
  }

  #limit(run: () => void, ms: number): void {
    this.#cancelLimit();
    this.#cancelLimit = this.#deps.setTimer(run, ms);
  }
}
