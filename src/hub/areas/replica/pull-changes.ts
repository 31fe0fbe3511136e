import type { FillPart } from '../../../shared/contract/replica/hub.ts';
import type { Change } from '../../../shared/contract/replica/schemas.ts';
import type { FeedEntity, FeedRow } from './feed-repository.ts';
import type { HubRepositories, HubStore } from '../../storage/hub-store.ts';

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
export function pullChanges(
  store: HubStore,
  { since, limit }: { readonly since: number; readonly limit: number },
): Promise<ChangePage> {
  // One transaction: an entity that changes between the two reads would else appear before its place.
  return store.transaction((repositories) =>
    readChanges(repositories, { since, limit: Math.min(limit, longestPage) }),
  );
}

/** Tickets in one page of those that not everybody may read. */
const restrictedPage = 100;

/** Of the tickets that not everybody may read, those after `after`, by id, each as it is now. */
export function restrictedChanges(
  store: HubStore,
  { after = '', limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ readonly changes: readonly Change[]; readonly next: string | null }> {
  return store.transaction(async ({ tickets, feed }) => {
    const page = await tickets.restricted(after, Math.min(limit, restrictedPage));
    // They stand in no order of the feed; one that changes later comes by the feed again.
    const seq = Math.max(1, await feed.newestSeq());
    const changes = page.tickets.map((body) => ({ seq, entity: 'ticket' as const, body }));
    return { changes, next: page.next };
  });
}

/** All of them, by pages of a transaction each. */
export async function allRestricted(store: HubStore): Promise<readonly Change[]> {
  const all: Change[] = [];
  let after: string | undefined;
  do {
    const page = await restrictedChanges(store, { after, limit: restrictedPage });
    all.push(...page.changes);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return all;
}

/** The same as `pullChanges` within a transaction. */
export async function readChanges(
  repositories: HubRepositories,
  { since, limit }: { readonly since: number; readonly limit: number },
): Promise<ChangePage> {
  const rows = await repositories.feed.read(since, limit + 1);
  const page = rows.slice(0, limit);
  const changes = await changesAt(repositories, page);
  return { changes, next: page.at(-1)?.seq ?? since, more: rows.length > page.length };
}

/**
 * A page of what an empty desk is filled with, the newest first. What changes from now on has a number above `newest`, and comes by the
 * feed: read down to its end, a part has missed nothing that has not.
 */
export function fillPage(store: HubStore, { part, before, limit }: FillAsk): Promise<FillPage> {
  return store.transaction(async (repositories) => {
    const { feed } = repositories;
    const most = Math.min(limit, longestPage);
    const rows = await feed.readPart(part, { before: before ?? null, limit: most + 1 });
    const page = rows.slice(0, most);
    const ofPart = page.filter(({ entity }) => part === 'matters' || entity === 'ticket');
    return {
      changes: await changesAt(repositories, ofPart),
      next: rows.length > page.length ? (page.at(-1)?.at ?? null) : null,
      read: ofPart.length,
      newest: await feed.newestSeq(),
      ...(before === undefined && { total: await feed.countPart(part) }),
    };
  });
}

interface FillAsk {
  readonly part: FillPart;
  readonly before?: number | undefined;
  readonly limit: number;
}

interface FillPage {
  readonly changes: readonly Change[];
  readonly next: number | null;
  readonly read: number;
  readonly newest: number;
  readonly total?: number;
}

/** Each entity as it is now, at its place. */
async function changesAt(
  repositories: HubRepositories,
  page: readonly FeedRow[],
): Promise<Change[]> {
  const made = new Map<FeedEntity | null, ReadonlyMap<string, ChangeAt>>();
  for (const entity of new Set(page.map((row) => row.entity))) {
    // Of a newer release, which has been taken back: nothing here can read it.
    if (entity === null) continue;
    const ids = page.filter((row) => row.entity === entity).map(({ entityId }) => entityId);
    made.set(entity, await load[entity](repositories, ids));
  }
  return page.flatMap(({ seq, entity, entityId }): Change[] => {
    const changeAt = made.get(entity)?.get(entityId);
    return changeAt ? [changeAt(seq)] : [];
  });
}

/** What an entity is now, for any place in the feed. */
type ChangeAt = (seq: number) => Change;

/** One line for each matter that every desk has a copy of. */
const load: Readonly<
  Record<
    FeedEntity,
    (from: HubRepositories, ids: readonly string[]) => Promise<ReadonlyMap<string, ChangeAt>>
  >
> = {
  async ticket({ tickets }, ids) {
    const found = await tickets.list(ids);
    return new Map(
      found.map((body) => [body.ticketId, (seq) => ({ seq, entity: 'ticket', body })]),
    );
  },
  async knowledge({ knowledge }, ids) {
    const found = await knowledge.newest(ids);
    return new Map(
      found.map((body) => [body.entryId, (seq) => ({ seq, entity: 'knowledge', body })]),
    );
  },
  async officeRule({ office }, ids) {
    const found = await office.newest(ids);
    return new Map(
      found.map((body) => [body.kind, (seq) => ({ seq, entity: 'officeRule', body })]),
    );
  },
  async incident({ incidents }, ids) {
    const found = await incidents.list(ids);
    return new Map(
      found.map((body) => [body.incidentId, (seq) => ({ seq, entity: 'incident', body })]),
    );
  },
};
