import type { Session, URI } from 'sip.js';
import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { EndReason } from '../../../shared/domain/calls/call.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import type { PhoneEvent } from '../../core/phone.ts';
import type { SetTimer } from '../../core/set-timer.ts';
import type { CallLife } from './call-life.ts';
import { refer } from './refer.ts';

export interface TransferDeps {
  readonly callId: CallId;
  readonly session: Session;
  readonly life: CallLife;
  readonly clock: Clock;
  readonly setTimer: SetTimer;
  readonly emit: (event: PhoneEvent) => void;
  /** What a BYE of the far side means from now on. */
  readonly expectBye: (reason: EndReason | null) => void;
}

export interface ReferOrder {
  readonly referTo: URI;
  /** Number that it goes to, for people. */
  readonly to: string;
  readonly reason: EndReason;
}

/** Hands a call over by REFER. While it runs the call says so; when it fails the call is as it was. */
export function createTransfer(deps: TransferDeps): (order: ReferOrder) => Promise<void> {
  const { callId, session, life, clock, emit } = deps;
  let running = false;
  const tell = (to: string | null) => emit({ kind: 'transferring', callId, at: clock.now(), to });

  return async ({ referTo, to, reason }) => {
    life.requireConnected();
    if (running) throw new AppError('phone.notAllowedNow');
    running = true;
    tell(to);
    try {
      await refer({
        session,
        referTo,
        setTimer: deps.setTimer,
        onAccepted: () => deps.expectBye(reason),
      });
    } catch (error) {
      deps.expectBye(null);
      if (life.phase === 'connected') tell(null);
      throw error;
    } finally {
      running = false;
    }
  };
}
