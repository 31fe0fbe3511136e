import { alarmOf } from './step-clocks.ts';
import type { Ticket } from './ticket.ts';

/** Tickets that wait to be signed and of whose limit more than half is over. */
export interface SignAlarm {
  readonly count: number;
  /** When the first of these limits runs out; in the past = it has. Epoch ms. */
  readonly firstDueAt: number;
}

/** `null` = there is no reason for one at `now`. */
export function signAlarmOf(tickets: readonly Ticket[], now: number): SignAlarm | null {
  const due = tickets
    .flatMap(({ work }) => work?.clocks ?? [])
    .filter(({ step, stoppedAt }) => step === 'signIn' && stoppedAt === undefined)
    .filter((clock) => alarmOf(clock, now) !== 'calm')
    .map(({ dueAt }) => dueAt);
  return due.length === 0 ? null : { count: due.length, firstDueAt: Math.min(...due) };
}
