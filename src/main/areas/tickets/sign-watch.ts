import type { Clock } from '../../../shared/clock.ts';
import { type SignAlarm, signAlarmOf } from '../../../shared/domain/tickets/sign-alarm.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { RunInBackground } from '../../host/background.ts';
import type { Timers } from '../../host/timers.ts';

export interface SignWatchDeps {
  readonly store: Pick<StoreApi['tickets'], 'listTickets'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly inBackground: RunInBackground;
  readonly user: () => User | null;
  readonly onAlarm: (alarm: SignAlarm | undefined) => void;
}

/** A limit of half an hour, the shortest, is seen in time. */
const lookEachMs = 15_000;
/** As many as can wait at once; the first to run out are read first. */
const most = 200;

/** Looks for what waits to be signed while somebody who can sign it is at the desk, until `signal` aborts. */
export async function watchSigning(
  { store, clock, timers, inBackground, user, onAlarm }: SignWatchDeps,
  signal: AbortSignal,
): Promise<void> {
  let told = 'null';
  const look = async () => {
    const reader = user();
    const mine = reader !== null && reader.role !== 'admin' ? reader : null;
    const alarm = mine === null ? null : signAlarmOf(await waiting(store, mine), clock.now());
    const now = JSON.stringify(alarm);
    if (now === told || reader?.userId !== user()?.userId) return;
    told = now;
    onAlarm(alarm ?? undefined);
  };
  while (!signal.aborted) {
    // What keeps one look from being taken is logged, and the next one is taken all the same.
    inBackground('signWatch', look);
    await timers.wait(lookEachMs, signal);
  }
}

async function waiting(store: SignWatchDeps['store'], reader: User) {
  const states = ['awaitingSignIn'] as const;
  const asked = { reader, text: '', states, limit: most, offset: 0 };
  return (await store.listTickets(asked)).tickets;
}
