import type { Clock } from '../../../shared/clock.ts';
import type { CallView } from '../../../shared/domain/calls/call.ts';
import type { MissedCall } from '../../../shared/domain/desk/desk-state.ts';
import type { PhoneSnapshot } from '../../../shared/domain/phone/phone-state.ts';
import { type Reader, mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { CallFold } from '../../storage/call-fold.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { RunInBackground } from '../../host/background.ts';

/**
 * 漏接回拨: citizens who were not reached at this desk, and not at another one afterwards, as far as the hub has told.
 * Computed from the store, so a restart forgets nobody.
 */
export interface MissedCalls {
  /** Reads the store again: a call was written. */
  refresh(): void;
  /** Asks the hub once more who was spoken with at another desk. */
  askHub(): void;
  /** Sees who is being called back. */
  handleSnapshot(snapshot: PhoneSnapshot): void;
}

/** Older ones are for reports, not for calling back. */
const keptMs = 7 * 86_400_000;
const shownAtMost = 200;

export function createMissedCalls(deps: {
  readonly calls: Pick<StoreApi['calls'], 'missedCalls' | 'missedPutAway'>;
  readonly tickets: Pick<StoreApi['tickets'], 'getTicket'>;
  /** Who is shown them; `null` = nobody is signed in. */
  readonly reader: () => Reader | null;
  /** Which of these numbers another desk has spoken with; rejects while the hub cannot be asked. */
  readonly reached: (
    numbers: readonly { readonly key: string; readonly after: number }[],
  ) => Promise<readonly string[]>;
  readonly clock: Clock;
  readonly inBackground: RunInBackground;
  readonly onMissed: (missed: readonly MissedCall[]) => void;
}): MissedCalls {
  let waiting: readonly Waiting[] = [];
  /** Last missed calls of numbers that were spoken with elsewhere since. */
  let spokenWith: ReadonlySet<string> = new Set();
  let dialled: ReadonlySet<string> = new Set();
  let chain = Promise.resolve();

  const publish = () =>
    deps.onMissed(
      waiting
        .filter(({ call }) => !spokenWith.has(call.callId))
        .map(({ call }) => ({
          ...call,
          calling: call.number.key !== null && dialled.has(call.number.key),
        })),
    );
  const askHub = async () => {
    const asked = waiting;
    const numbers = asked.flatMap(({ call, startedAt }) =>
      call.number.key === null ? [] : [{ key: call.number.key, after: startedAt }],
    );
    if (numbers.length === 0) return;
    const reached = await deps.reached(numbers).catch(() => null);
    // A hub that cannot be asked has taken nothing back.
    if (reached === null) return;
    const keys = new Set(reached);
    spokenWith = new Set(
      asked.flatMap(({ call: { callId, number } }) =>
        number.key !== null && keys.has(number.key) ? [callId] : [],
      ),
    );
    publish();
  };
  const read = async () => {
    const since = deps.clock.now() - keptMs;
    const folds = await deps.calls.missedCalls(since);
    const away = new Map(
      (await deps.calls.missedPutAway(since)).map(({ callId, ...why }) => [callId, why]),
    );
    const grouped = groupMissed(folds).slice(-shownAtMost);
    waiting = await Promise.all(
      grouped.map(async ({ ticketId, startedAt, ...call }) => {
        const ticket = ticketId === null ? null : await deps.tickets.getTicket(ticketId);
        const putAway = away.get(call.callId);
        const reader = deps.reader();
        const isTheirs = ticket !== null && reader !== null && mayReadTicket(reader, ticket);
        const known = { ...call, ticketNo: isTheirs ? ticket.ticketNo : null };
        return { startedAt, call: putAway === undefined ? known : { ...known, putAway } };
      }),
    );
    publish();
  };
  const inTurn = (work: () => Promise<void>) => {
    const done = chain.then(work);
    chain = done.catch(() => {});
    deps.inBackground('missed.read', () => done);
  };
  return {
    refresh: () => inTurn(read),
    askHub: () => inTurn(askHub),
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

/** With when its last ring began: what was answered after that has reached the citizen. */
interface Waiting {
  readonly call: MissedCall;
  readonly startedAt: number;
}
type Grouped = Omit<MissedCall, 'ticketNo'> &
  Pick<Waiting, 'startedAt'> & { readonly ticketId: string | null };

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
      startedAt: record.startedAt,
      ...(record.endReason === 'declined' ? { declined: true } : {}),
    });
  }
  return [...groups.values()];
}
