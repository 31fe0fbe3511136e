import type { KnowledgeEntry } from '../../../shared/domain/knowledge/knowledge.ts';
import type { HubStore } from '../../storage/hub-store.ts';

/**
 * Brings corrections of the supplied entries to a hub that was once planted with them, as new versions in force from `now`:
 * answers cite the old ones. Entries that a hub does not have, or has in this version or a later one, stay as they are.
 */
export async function correctKnowledge(
  store: HubStore,
  supplied: readonly KnowledgeEntry[],
  now: number,
): Promise<void> {
  await store.transaction(async ({ knowledge, feed }) => {
    const kept = await knowledge.newest(supplied.map(({ entryId }) => entryId));
    const versions = new Map(kept.map(({ entryId, version }) => [entryId, version]));
    for (const entry of supplied) {
      if ((versions.get(entry.entryId) ?? entry.version) >= entry.version) continue;
      await knowledge.add({ ...entry, validFrom: now, updatedAt: now });
      await feed.append('knowledge', entry.entryId);
    }
  });
}
