import type { Clock } from '../../../shared/clock.ts';
import type { CallRecord } from '../../../shared/domain/calls/call.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import type { Pop } from '../../../shared/domain/desk/pop.ts';
import { normaliseNumber } from '../../../shared/numbers/phone-number.ts';
import { type Reader, anyAgent } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { RunInBackground } from '../../host/background.ts';
import { buildPop, popTicketLimit, repeatWindowMs } from './build-pop.ts';

/** Whom a pop is for: the call, who is at its other end, and the ticket that was named for it. */
export interface PopCall extends Pick<CallRecord, 'callId' | 'number'> {
  readonly ticketNo: string | null;
}

/**
 * Looks up each conversation when it begins and when its citizen becomes another, locally. Nothing here waits for the network.
 */
export interface ScreenPop {
  /**
   * The conversations that there are now; others are forgotten. The promise of the look-ups that this began; it never rejects.
   * `null` = none.
   */
  follow(calls: readonly PopCall[]): Promise<void> | null;
  /** As found last; `null` while the first look-up goes on. */
  of(callId: CallId): Pop | null;
  /** Tickets were missing when it looked: the same for all of them. The promise never rejects. */
  lookAgain(): Promise<void>;
}

export function createScreenPop(deps: {
  readonly tickets: Pick<StoreApi['tickets'], 'findForPop'>;
  /** Who has the call; `null` = nobody is signed in. */
  readonly reader: () => Reader | null;
  readonly clock: Clock;
  readonly inBackground: RunInBackground;
  /** Something was found: `of` has it. */
  readonly onFound: () => void;
}): ScreenPop {
  const pops = new Map<CallId, Pop>();
  const followed = new Map<CallId, PopCall>();

  const find = async (call: PopCall) => {
    const number = normaliseNumber(call.number.raw);
    const { callId } = call;
    const lateSince = deps.clock.now() - repeatWindowMs;
    const rows = await deps.tickets.findForPop({
      reader: deps.reader() ?? anyAgent,
      callId,
      ticketNo: call.ticketNo,
      numberKey: number.key,
      limit: popTicketLimit,
      lateSince,
    });
    return buildPop({ callId, number, lateSince }, rows);
  };
  const lookUp = async (call: PopCall) => {
    const pop = await find(call);
    const now = followed.get(call.callId);
    if (now === undefined || questionOf(now) !== questionOf(call)) return;
    pops.set(call.callId, pop);
    deps.onFound();
  };
  const begin = (call: PopCall) =>
    new Promise<void>((resolve) => {
      deps.inBackground('pop.lookUp', () => lookUp(call).finally(resolve));
    });
  return {
    follow(calls) {
      const present = new Set(calls.map(({ callId }) => callId));
      for (const callId of followed.keys()) {
        if (present.has(callId)) continue;
        followed.delete(callId);
        pops.delete(callId);
      }
      const changed = calls.filter((call) => {
        const known = followed.get(call.callId);
        return known === undefined || questionOf(known) !== questionOf(call);
      });
      for (const call of changed) followed.set(call.callId, call);
      const lookUps = changed.map(begin);
      return lookUps.length === 0 ? null : Promise.all(lookUps).then(() => undefined);
    },
    of: (callId) => pops.get(callId) ?? null,
    async lookAgain() {
      await Promise.all([...followed.values()].map(begin));
    },
  };
}

function questionOf({ number, ticketNo }: PopCall): string {
  return `${number.raw} ${ticketNo ?? ''}`;
}
