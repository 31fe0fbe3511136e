import type { Change } from '../../../shared/contract/replica/schemas.ts';
import type { FeedRow } from './feed-repository.ts';
import type { HubStore } from '../../storage/hub-store.ts';

export interface ChangePage {
  readonly changes: Change[];
  /** Where the next pull goes on. */
  readonly next: number;
  readonly more: boolean;
}

/** Changes in one answer, however many are asked for: reading and checking more would keep everybody else waiting. */
const longestPage = 100;

/**
 * The next changes after `since`, each entity as it is now, in the hub's order. Fewer than `limit` do not mean the end: `more`
 * says so.
 */
export async function pullChanges(
  store: HubStore,
  { since, limit: asked }: { readonly since: number; readonly limit: number },
): Promise<ChangePage> {
  const limit = Math.min(asked, longestPage);
  // One transaction: an entity that changes between the two reads would else appear before its place.
  return store.transaction(async ({ feed, tickets, knowledge }) => {
    const rows = await feed.read(since, limit + 1);
    const page = rows.slice(0, limit);
    const ticketById = new Map(
      (await tickets.list(idsOf(page, 'ticket'))).map((ticket) => [ticket.ticketId, ticket]),
    );
    const entryById = new Map(
      (await knowledge.newest(idsOf(page, 'knowledge'))).map((entry) => [entry.entryId, entry]),
    );
    const changes = page.flatMap(({ seq, entity, entityId }): Change[] => {
      if (entity === 'ticket') {
        const body = ticketById.get(entityId);
        return body ? [{ seq, entity, body }] : [];
      }
      const body = entryById.get(entityId);
      return body ? [{ seq, entity, body }] : [];
    });
    return { changes, next: page.at(-1)?.seq ?? since, more: rows.length > page.length };
  });
}

function idsOf(rows: readonly FeedRow[], entity: FeedRow['entity']): string[] {
  return rows.filter((row) => row.entity === entity).map((row) => row.entityId);
}
