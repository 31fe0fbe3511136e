import type { Clock } from '../../../shared/clock.ts';
import type { CallView } from '../../../shared/domain/call.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import type { PhoneSnapshot } from '../../../shared/domain/phone-state.ts';
import type { Pop } from '../../../shared/domain/pop.ts';
import { normaliseNumber } from '../../../shared/phone-number.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { RunInBackground } from '../background.ts';
import { buildPop, popTicketLimit } from './build-pop.ts';

/** Looks up each inbound call when it comes and when its caller becomes another, locally. Nothing here waits for the network. */
export interface ScreenPop {
  /** The promise of the look-ups that this snapshot began; it never rejects. `null` = none. */
  handleSnapshot(snapshot: PhoneSnapshot): Promise<void> | null;
  /** Forgets what is shown, when the agent signs out. */
  clear(): void;
}

export function createScreenPop(deps: {
  readonly tickets: Pick<StoreApi['tickets'], 'findForPop'>;
  readonly clock: Clock;
  readonly inBackground: RunInBackground;
  /** The pop to show now; the last one stays after its call, because the agent is still writing. */
  readonly onPop: (pop: Pop | null) => void;
}): ScreenPop {
  const pops = new Map<CallId, Pop>();
  /** What was looked up for each call. */
  const asked = new Map<CallId, string>();
  let calls: readonly CallView[] = [];

  const show = () => {
    const pop = pickPop(calls, pops);
    if (pop) deps.onPop(pop);
  };
  const lookUp = async (call: CallView) => {
    const number = normaliseNumber(call.number.raw);
    const question = questionOf(call);
    const key = { ticketNo: call.ticketNo, numberKey: number.key, limit: popTicketLimit };
    const rows = await deps.tickets.findForPop(key);
    if (asked.get(call.callId) !== question) return;
    pops.set(call.callId, buildPop({ callId: call.callId, number }, rows, deps.clock.now()));
    show();
  };
  return {
    handleSnapshot(snapshot) {
      calls = snapshot.calls;
      for (const callId of asked.keys()) {
        if (calls.some((call) => call.callId === callId)) continue;
        asked.delete(callId);
        pops.delete(callId);
      }
      const lookUps: Promise<void>[] = [];
      for (const call of calls) {
        if (call.direction !== 'inbound' || call.state === 'ended') continue;
        const question = questionOf(call);
        if (asked.get(call.callId) === question) continue;
        asked.set(call.callId, question);
        lookUps.push(
          new Promise((resolve) => {
            deps.inBackground('pop.lookUp', () => lookUp(call).finally(resolve));
          }),
        );
      }
      show();
      return lookUps.length === 0 ? null : Promise.all(lookUps).then(() => undefined);
    },
    clear() {
      pops.clear();
      asked.clear();
      deps.onPop(null);
    },
  };
}

function questionOf({ number, ticketNo }: CallView): string {
  return `${number.raw} ${ticketNo ?? ''}`;
}

/** A connected call's pop gives way to a newer alerting one, and comes back when that one was not taken. */
function pickPop(calls: readonly CallView[], pops: ReadonlyMap<CallId, Pop>): Pop | null {
  const rank = { alerting: 2, connected: 1, held: 1, dialling: 0, ended: 0 } as const;
  const best = calls
    .filter((call) => pops.has(call.callId))
    .toSorted((a, b) => rank[b.state] - rank[a.state] || b.startedAt - a.startedAt)[0];
  return best ? (pops.get(best.callId) ?? null) : null;
}
