import type { KnowledgeEntry } from '../../../shared/domain/knowledge/knowledge.ts';
import type { HubStore } from '../../storage/hub-store.ts';

/**
 * Brings corrections of the supplied entries to a hub that was once planted with them, as new versions in force from `now`:
 * answers cite the old ones. Entries that such a hub has in this version or a later one stay as they are, and so does every entry
 * that the office has written since, whatever version a release has of it; those that were written since are added. A hub that has none of them was never planted, and gets none.
 */
export async function correctKnowledge(
  store: HubStore,
  supplied: readonly KnowledgeEntry[],
  now: number,
): Promise<void> {
  await store.transaction(async ({ knowledge, feed }) => {
    const kept = await knowledge.newest(supplied.map(({ entryId }) => entryId));
    if (kept.length === 0) return;
    const owned = await knowledge.writtenByOffice();
    const versions = new Map(kept.map(({ entryId, version }) => [entryId, version]));
    for (const entry of supplied) {
      if (owned.has(entry.entryId)) continue;
      if ((versions.get(entry.entryId) ?? 0) >= entry.version) continue;
      await knowledge.add({ ...entry, validFrom: now, updatedAt: now });
      await feed.append('knowledge', entry.entryId);
    }
  });
}
