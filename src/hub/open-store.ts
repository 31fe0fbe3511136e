import { hubAreas } from './areas.ts';
import type { HubStore } from './storage/hub-store.ts';
import { openExistingSqliteStore, openSqliteStore } from './storage/open-sqlite-store.ts';

/** The hub's store with all areas, made or brought to this program's schema. Throws as `openSqliteStore`. */
export function openStore(path: string): Promise<HubStore> {
  return openSqliteStore(path, hubAreas);
}

/** The store of a hub that may be running. Throws as `openExistingSqliteStore`. */
export function openExistingStore(path: string): Promise<HubStore> {
  return openExistingSqliteStore(path, hubAreas);
}
