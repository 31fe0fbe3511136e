import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { preparedOnce } from '../../../../src/hub/storage/prepared-once.ts';

describe('statements that are prepared once', () => {
  let database: Database.Database;
  const prepared: string[] = [];
  const counted = {
    close: () => void database.close(),
    prepare(sql: string) {
      prepared.push(sql);
      return database.prepare<unknown[]>(sql);
    },
  };
  beforeEach(() => {
    database = new Database(':memory:');
    database.exec('CREATE TABLE t (a INTEGER)');
    prepared.length = 0;
  });
  afterEach(() => database.close());

  it('prepares a text the first time only, and answers each time with what is asked then', () => {
    const once = preparedOnce(counted);
    for (const a of [1, 2]) once.prepare('INSERT INTO t VALUES (?)').run([a]);
    const asked = [1, 2, 3].map((a) => once.prepare('SELECT a FROM t WHERE a = ?').all([a]));
    expect(asked).toEqual([[{ a: 1 }], [{ a: 2 }], []]);
    expect(prepared).toEqual(['INSERT INTO t VALUES (?)', 'SELECT a FROM t WHERE a = ?']);
  });

  it('sees a column that came after it was prepared', () => {
    const once = preparedOnce(counted);
    once.prepare('INSERT INTO t VALUES (1)').run([]);
    expect(once.prepare('SELECT * FROM t').all([])).toEqual([{ a: 1 }]);
    database.exec('ALTER TABLE t ADD COLUMN b INTEGER');
    expect(once.prepare('SELECT * FROM t').all([])).toEqual([{ a: 1, b: null }]);
  });

  it('lets go of the one that was longest unused, beyond so many', () => {
    const once = preparedOnce(counted, 2);
    for (const text of ['SELECT 1', 'SELECT 2', 'SELECT 1', 'SELECT 3', 'SELECT 1', 'SELECT 2'])
      once.prepare(text).all([]);
    expect(prepared).toEqual(['SELECT 1', 'SELECT 2', 'SELECT 3', 'SELECT 2']);
  });
});
