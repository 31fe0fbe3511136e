import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** More texts than the hub has; a list of ids makes one for each length. */
const mostStatements = 300;

/**
 * The same database, which prepares a text only the first time: Kysely hands the text in with every question, and preparing took
 * a fifth of the hub's time. The statements used last are kept. Each must have been read to its end before its text is asked for
 * again: what Kysely's `stream` does not promise is therefore not for this database.
 */
export function preparedOnce(database: SqliteDatabase, most = mostStatements): SqliteDatabase {
  /** Longest unused first. */
  const kept = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = kept.get(sql) ?? database.prepare(sql);
      kept.delete(sql);
      kept.set(sql, statement);
      const [longestUnused] = kept.keys();
      if (kept.size > most && longestUnused !== undefined) kept.delete(longestUnused);
      return statement;
    },
  };
}
