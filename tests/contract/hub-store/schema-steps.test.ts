import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hubAreas } from '../../../src/hub/areas.ts';

/**
 * What each step of a released schema says to the database. A hub that has done a step does not do it again: an edited one
 * would leave old and new hubs with different tables. Add the line of a new step when it is released; change none.
 */
const released = {
  '0010-init': 'fbfe02c29f690c0d',
  '0020-agents': '0b375fbb9eabca84',
  '0030-who': '7453efa120580cf2',
  '0040-claims': '64e74aaae0c2ef72',
  '0050-ticket-trail': 'b015c8901e1b1516',
  '0060-who-again': '60f83b7ebb971fca',
  '0070-found-damaged': 'bf61fb968a1af45e',
  '0080-adds-contract': 'a9e66e510cbd0168',
  '0110-adds-heard': 'bf61bcaeeb016224',
};

const names = Object.keys(hubAreas.migrations).toSorted();

/** First 16 hex digits of the SHA-256 over the statements of each step, in the order in which a new hub does them. */
async function hashes(): Promise<Record<string, string>> {
  let statements: string[] = [];
  const db = new Kysely<unknown>({
    dialect: new SqliteDialect({ database: new Database(':memory:') }),
    log: ({ query }) => {
      statements.push(query.sql, JSON.stringify(query.parameters));
    },
  });
  onTestFinished(() => db.destroy());
  const found: Record<string, string> = {};
  for (const name of names) {
    statements = [];
    await hubAreas.migrations[name]?.up(db);
    found[name] = createHash('sha256').update(statements.join('\n')).digest('hex').slice(0, 16);
  }
  return found;
}

describe('the steps of the hub’s schema', () => {
  it('say what they said when they were released', async () => {
    expect(await hashes()).toMatchObject(released);
  });

  it('are numbered in tens, each number once, and are all in an area', async () => {
    const numbers = names.map((name) => name.slice(0, 4));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.filter((number) => !/^\d{3}0$/.test(number))).toEqual([]);
    const folder = join(import.meta.dirname, '../../../src/hub/storage/migrations');
    const files = (await readdir(folder)).map((file) => file.replace(/\.ts$/, ''));
    expect(files.toSorted()).toEqual(names);
  });
});
