import type { HubStore } from '../../storage/hub-store.ts';

/** At a time, so that others get their turn at the database between. */
const batch = 200;

/** Writes the rows of the index that are missing or behind: after an upgrade, and after a hub was rolled back and came again. */
export async function refreshTicketIndex(store: HubStore): Promise<void> {
  for (;;) {
    const ids = await store.ticketIndex.stale(batch);
    const tickets = await store.tickets.list(ids);
    await store.transaction(async ({ ticketIndex }) => {
      for (const ticket of tickets) await ticketIndex.put(ticket);
    });
    // What this program cannot read stays without a row; then nothing more would come.
    if (ids.length < batch || tickets.length === 0) return;
  }
}
