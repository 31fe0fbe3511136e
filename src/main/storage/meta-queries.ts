import type { Database } from 'better-sqlite3';

/** Small facts of the desk, by key. Values are text; secrets are safe here because the whole file is encrypted. */
export function createMetaQueries(db: Database) {
  const read = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?');
  const write = db.prepare(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const erase = db.prepare('DELETE FROM meta WHERE key = ?');
  return {
    getMeta: (key: string): string | null => read.get(key)?.value ?? null,
    setMeta: (key: string, value: string): void => void write.run(key, value),
    removeMeta: (key: string): void => void erase.run(key),
  };
}
