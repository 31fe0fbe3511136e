import type { CallSettings } from '../phone/call-settings.ts';
import type { PhoneSnapshot } from '../phone/phone-state.ts';
import {
  type SeatCheck,
  type SeatFacts,
  type SeatReason,
  firstReason,
  goodForMs,
  phoneChecks,
  seatChecks,
} from './seat-checks.ts';

/**
 * Can a call that comes now be taken at this desk? Judged once, by the host, and read by everybody: pill, bar, tray, team
 * page, last-ready guard and PBX queue.
 */
export interface SeatVerdict {
  /** In the order in which they are told. */
  readonly checks: readonly SeatCheck[];
  /** Why it cannot; `null` = everything was proven within the last minute. */
  readonly reason: SeatReason | null;
}

/** Before anything is known. */
export const unprovenSeat: SeatVerdict = verdictOf([
  { name: 'registration', state: 'open', at: null, code: null },
]);

/** The host's verdict of its own desk. */
export function judgeSeat(desk: SeatFacts, now: number): SeatVerdict {
  return verdictOf(seatChecks(desk, now));
}

/**
 * The phone page's own verdict while the host is away: what it can prove by itself, and what the host last said of the
 * rest, which grows stale as every proof does.
 */
export function judgeSeatAlone(
  known: SeatVerdict,
  phone: PhoneSnapshot,
  calling: Pick<CallSettings, 'testRingNumber'> | null,
  now: number,
): SeatVerdict {
  const own = phoneChecks(phone, calling, now);
  const disk = known.checks.find(({ name }) => name === 'disk');
  return verdictAt(
    verdictOf([...own, disk ?? { name: 'disk', state: 'open', at: null, code: null }]),
    now,
  );
}

/** A verdict as it counts at `now`: what was proven more than a minute ago no longer is. */
export function verdictAt(seat: SeatVerdict, now: number): SeatVerdict {
  const checks = seat.checks.map((check) =>
    isOver(check, now) ? { ...check, state: 'stale' as const } : check,
  );
  return verdictOf(checks);
}

/** When the next proof will be too old, if nothing is proven anew; `null` = the verdict stands by itself. */
export function staleFrom({ checks }: SeatVerdict): number | null {
  const ends = checks.flatMap((check) =>
    ages(check) && check.at !== null ? [check.at + goodForMs + 1] : [],
  );
  return ends.length > 0 ? Math.min(...ends) : null;
}

function verdictOf(checks: readonly SeatCheck[]): SeatVerdict {
  return { checks, reason: firstReason(checks) };
}

function isOver(check: SeatCheck, now: number): boolean {
  return ages(check) && check.at !== null && now - check.at > goodForMs;
}

/** That the test call rang stays true for as long as the registration is proven. */
function ages({ name, state }: SeatCheck): boolean {
  return state === 'ok' && name !== 'testRing';
}
