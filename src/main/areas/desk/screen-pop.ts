import type { Clock } from '../../../shared/clock.ts';
import type { CallView } from '../../../shared/domain/calls/call.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import type { PhoneSnapshot } from '../../../shared/domain/phone/phone-state.ts';
import type { Pop } from '../../../shared/domain/desk/pop.ts';
import { normaliseNumber } from '../../../shared/numbers/phone-number.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { RunInBackground } from '../../host/background.ts';
import { buildPop, popTicketLimit } from './build-pop.ts';

/** Looks up each inbound call when it comes and when its caller becomes another, locally. Nothing here waits for the network. */
export interface ScreenPop {
  /** The promise of the look-ups that this snapshot began; it never rejects. `null` = none. */
  handleSnapshot(snapshot: PhoneSnapshot): Promise<void> | null;
  /** Tickets were missing when it looked: the same for what is shown and for each call. The promise never rejects. */
  lookAgain(): Promise<void>;
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
  /** Whose pop was shown last, and is until the next one comes. */
  let shown: CallView | null = null;

  const show = () => {
    const best = pickCall(calls, pops);
    const pop = best && pops.get(best.callId);
    if (!best || !pop) return;
    shown = best;
    deps.onPop(pop);
  };
  const find = async (call: CallView) => {
    const number = normaliseNumber(call.number.raw);
    const key = { ticketNo: call.ticketNo, numberKey: number.key, limit: popTicketLimit };
    const rows = await deps.tickets.findForPop(key);
    return buildPop({ callId: call.callId, number }, rows, deps.clock.now());
  };
  const lookUp = async (call: CallView) => {
    const question = questionOf(call);
    const pop = await find(call);
    if (asked.get(call.callId) !== question) return;
    pops.set(call.callId, pop);
    show();
  };
  const lookUpShown = async (call: CallView) => {
    const pop = await find(call);
    if (shown === call) deps.onPop(pop);
  };
  const begin = (work: () => Promise<void>) =>
    new Promise<void>((resolve) => {
      deps.inBackground('pop.lookUp', () => work().finally(resolve));
    });
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
        lookUps.push(begin(() => lookUp(call)));
      }
      show();
      return lookUps.length === 0 ? null : Promise.all(lookUps).then(() => undefined);
    },
    async lookAgain() {
      const known = calls.filter((call) => asked.has(call.callId));
      const over = shown !== null && !asked.has(shown.callId) ? shown : null;
      await Promise.all([
        ...known.map((call) => begin(() => lookUp(call))),
        ...(over ? [begin(() => lookUpShown(over))] : []),
      ]);
    },
    clear() {
      shown = null;
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
function pickCall(calls: readonly CallView[], pops: ReadonlyMap<CallId, Pop>): CallView | null {
  const rank = { alerting: 2, connected: 1, held: 1, dialling: 0, ended: 0 } as const;
  return (
    calls
      .filter((call) => pops.has(call.callId))
      .toSorted((a, b) => rank[b.state] - rank[a.state] || b.startedAt - a.startedAt)[0] ?? null
  );
}
