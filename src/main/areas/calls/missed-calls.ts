import type { Clock } from '../../../shared/clock.ts';
import type { CallView } from '../../../shared/domain/calls/call.ts';
import type { MissedCall } from '../../../shared/domain/desk/desk-state.ts';
import type { PhoneSnapshot } from '../../../shared/domain/phone/phone-state.ts';
import type { CallFold } from '../../storage/call-fold.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { RunInBackground } from '../../host/background.ts';

/** 漏接回拨: citizens who were not reached at this desk. Computed from the store, so a restart forgets nobody. */
export interface MissedCalls {
  /** Reads the store again: a call was written. */
  refresh(): void;
  /** Sees who is being called back. */
  handleSnapshot(snapshot: PhoneSnapshot): void;
}

/** Older ones are for reports, not for calling back. */
const keptMs = 7 * 86_400_000;
const shownAtMost = 200;

export function createMissedCalls(deps: {
  readonly calls: Pick<StoreApi['calls'], 'missedCalls'>;
  readonly tickets: Pick<StoreApi['tickets'], 'getTicket'>;
  readonly clock: Clock;
  readonly inBackground: RunInBackground;
  readonly onMissed: (missed: readonly MissedCall[]) => void;
}): MissedCalls {
  let waiting: readonly MissedCall[] = [];
  let dialled: ReadonlySet<string> = new Set();
  let chain = Promise.resolve();

  const publish = () =>
    deps.onMissed(
      waiting.map((call) => ({
        ...call,
        calling: call.number.key !== null && dialled.has(call.number.key),
      })),
    );
  const read = async () => {
    const folds = await deps.calls.missedCalls(deps.clock.now() - keptMs);
    const grouped = groupMissed(folds).slice(-shownAtMost);
    waiting = await Promise.all(
      grouped.map(async ({ ticketId, ...call }) => {
        const ticket = ticketId === null ? null : await deps.tickets.getTicket(ticketId);
        return { ...call, ticketNo: ticket?.ticketNo ?? null };
      }),
    );
    publish();
  };
  return {
    refresh: () => {
      const done = chain.then(read);
      chain = done.catch(() => {});
      deps.inBackground('missed.read', () => done);
    },
    handleSnapshot({ calls }) {
      const now = new Set(calls.flatMap(dialledKey));
      const isSame = now.size === dialled.size && [...now].every((key) => dialled.has(key));
      dialled = now;
      if (!isSame) publish();
    },
  };
}

function dialledKey(call: CallView): string[] {
  const isDialled = call.direction === 'outbound' && call.state !== 'ended';
  return isDialled && call.number.key !== null ? [call.number.key] : [];
}

type Grouped = Omit<MissedCall, 'ticketNo'> & { readonly ticketId: string | null };

/**
 * One entry for each number, with its last missed call; those that withheld theirs stand alone. `folds` oldest first,
 * and so is the result, by the last try.
 */
function groupMissed(folds: readonly CallFold[]): readonly Grouped[] {
  const groups = new Map<string, Grouped>();
  for (const { record } of folds) {
    const name = record.number.key ?? record.callId;
    const earlier = groups.get(name);
    groups.delete(name);
    groups.set(name, {
      callId: record.callId,
      number: record.number,
      lineName: record.lineName,
      ticketId: record.ticketIds[0] ?? earlier?.ticketId ?? null,
      missedAt: record.endedAt ?? record.startedAt,
      times: (earlier?.times ?? 0) + 1,
      calling: false,
    });
  }
  return [...groups.values()];
}
