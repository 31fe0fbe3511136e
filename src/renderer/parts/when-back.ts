import type { DeskStores } from './desk-context.ts';

/** Calls `look` each time the host is there again: that something has changed meanwhile was told to nobody. */
export function whenBack(desk: DeskStores['desk'], look: () => void): void {
  desk.subscribe((now, before) => {
    // Said anew at the beginning of each connection.
    if (before.info !== null && now.info !== before.info) look();
  });
}
