import type { Clock } from '../../shared/clock.ts';
import type { SetTimer } from '../../telephony/core/set-timer.ts';

export interface WakeWatchDeps {
  readonly clock: Clock;
  readonly setTimer: SetTimer;
  /** Calls back when the browser says that the network came or changed, or the page can be seen again. */
  readonly listen: (onSign: () => void) => void;
  readonly onWake: () => void;
}

const tickMs = 2000;
/** Wall and monotonic time may part so far by a clock that is kept right by the network. */
const jumpMs = 1500;
/** A timer so late was asleep, or its page was frozen. */
const lateMs = 10_000;
/** Signs come in swarms: one proof answers for all of them. */
const quietMs = 3000;

/**
 * Notices that the PC slept, that its clock was set or that its network changed. Depending on the system the monotonic
 * clock stands still in sleep or goes on: the first shows as a jump against the wall clock, the second as a late timer.
 */
export function watchForWake({ clock, setTimer, listen, onWake }: WakeWatchDeps): void {
  let lastWakeMs = Number.NEGATIVE_INFINITY;
  const wake = () => {
    const at = clock.monotonicMs();
    if (at - lastWakeMs < quietMs) return;
    lastWakeMs = at;
    onWake();
  };
  const tick = () => {
    const wallBefore = clock.now();
    const steadyBefore = clock.monotonicMs();
    setTimer(() => {
      const steady = clock.monotonicMs() - steadyBefore;
      const jump = Math.abs(clock.now() - wallBefore - steady);
      if (jump > jumpMs || steady > tickMs + lateMs) wake();
      tick();
    }, tickMs);
  };
  listen(wake);
  tick();
}

/** The signs that a browser gives. `connection` is not in every engine. */
export function listenToBrowser(page: Window, onSign: () => void): void {
  page.addEventListener('online', onSign);
  page.document.addEventListener('visibilitychange', () => {
    if (page.document.visibilityState === 'visible') onSign();
  });
  page.addEventListener('pageshow', (event) => {
    if (event.persisted) onSign();
  });
  if ('connection' in page.navigator && page.navigator.connection instanceof EventTarget)
    page.navigator.connection.addEventListener('change', onSign);
}
