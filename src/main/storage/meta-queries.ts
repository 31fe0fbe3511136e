import type { Database } from 'better-sqlite3';

/** Small facts of the desk, by key. Values are text; secrets are safe here because the whole file is encrypted. */
export function createMetaQueries(db: Database) {
  const read = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?');
  const write = db.prepare(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const list = db.prepare<[number, string], { key: string }>(
    'SELECT key FROM meta WHERE substr(key, 1, ?) = ? ORDER BY key',
  );
  const erase = db.prepare('DELETE FROM meta WHERE key = ?');
  return {
    getMeta: (key: string): string | null => read.get(key)?.value ?? null,
    metaKeys: (prefix: string): string[] => list.all(prefix.length, prefix).map(({ key }) => key),
    setMeta: (key: string, value: string): void => void write.run(key, value),
    removeMeta: (key: string): void => void erase.run(key),
  };
}
