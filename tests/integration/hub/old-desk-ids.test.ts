import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { releaseDesk } from '../../../src/hub/areas/session/set-desk.ts';
import { openStore } from '../../../src/hub/open-store.ts';
import { aKeyedDesk, codeOf, hubClientFrom, signInProven } from '../../support/hub-client.ts';
import { testPassword } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

describe('a desk id from before there were keys', () => {
  let hub: RunningHub;
  const oldId = randomUUID();
  const desk = aKeyedDesk(oldId);
  const office = { 'x-real-ip': '192.0.2.1' };
  const elsewhere = { 'x-real-ip': '192.0.2.66' };
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  const signInOld = (workNo: string, headers: Record<string, string>) =>
    hubClientFrom(hub.url(), headers).auth.signIn({
      workNo,
      password: testPassword,
      deskId: oldId,
    });
  const signInKeyed = (workNo: string, headers: Record<string, string>, by = desk) =>
    signInProven(hub.url(), workNo, { desk: by, headers });
  const query = (sql: string) => {
    const database = new Database(join(hub.dataFolder, 'hub.db'));
    try {
      const statement = database.prepare(sql);
      return statement.reader ? statement.all() : statement.run();
    } finally {
      database.close();
    }
  };
  const enrolled = () => query('select desk_id from desk_keys');
  const lastAudit = () =>
    query('select action, address, desk_proven from audit order by audit_id desc limit 2');

  it('is not taken by an agent at another place who knows it; the desk itself goes on and is enrolled', async () => {
    await signInOld('1001', office);
    const thief = aKeyedDesk(oldId);
    await signInKeyed('1002', elsewhere, thief);
    expect(enrolled()).toEqual([]);
    expect(lastAudit()).toEqual([
      { action: 'signedIn', address: '192.0.2.66', desk_proven: 0 },
      { action: 'deskNotEnrolled', address: '192.0.2.66', desk_proven: 0 },
    ]);
    // The desk itself is locked out by nothing of this.
    await expect(signInKeyed('1001', office)).resolves.toBeDefined();
  });

  it('is enrolled at once where it was only ever used from this address, or never', async () => {
    await signInOld('1001', office);
    await signInKeyed('1002', office);
    expect(enrolled()).toHaveLength(1);
    await signInProven(hub.url(), '1001', { desk: aKeyedDesk(randomUUID()), headers: elsewhere });
    expect(enrolled()).toHaveLength(2);
  });

  it('waits for IT when nobody knows from where it was used before: rows of the release before have no address', async () => {
    await signInOld('1001', office);
    query('update desks set last_address = null');
    await signInKeyed('1002', office);
    await signInKeyed('1002', office);
    expect(enrolled()).toEqual([]);
  });

  it('is not taken by a refresh either', async () => {
    await signInOld('1001', office);
    const thief = aKeyedDesk(oldId);
    const own = await signInOld('1002', elsewhere);
    const client = hubClientFrom(hub.url(), elsewhere);
    const proof = await thief.prove(client, 'refresh', '1002');
    await client.auth.refresh({ refreshToken: own.refreshToken, deskId: oldId, proof });
    expect(enrolled()).toEqual([]);
  });

  it('goes to the next key once IT has released it, wherever that comes from', async () => {
    await signInOld('1001', office);
    await signInOld('1002', elsewhere);
    await signInKeyed('1001', office);
    expect(enrolled()).toEqual([]);
    const store = await openStore(join(hub.dataFolder, 'hub.db'));
    await releaseDesk({ store, clock: hub.clock }, oldId);
    await store.close();
    await signInKeyed('1001', office);
    expect(await codeOf(signInKeyed('1002', elsewhere, aKeyedDesk(oldId)))).toBe(
      'hub.deskNotProven',
    );
    await expect(signInKeyed('1002', office)).resolves.toBeDefined();
  });

  it('gives a key that is not enrolled no rights of the desk: five wrong passwords lock as from anywhere', async () => {
    await signInOld('1001', office);
    const thief = aKeyedDesk(oldId);
    const guess = () =>
      signInProven(hub.url(), '1001', { desk: thief, headers: elsewhere, password: 'wrong' });
    for (let count = 0; count < 5; count += 1) await codeOf(guess());
    hub.clock.advance(61_000);
    expect(await codeOf(guess())).toBe('hub.accountLocked');
  });
});

describe('an answer to a challenge', () => {
  it('is taken once: who overheard it has nothing', async () => {
    const hub = await startTestHub();
    try {
      const desk = aKeyedDesk();
      const { deskId } = desk;
      const client = hubClientFrom(hub.url(), {});
      const proof = await desk.prove(client, 'signIn', '1001');
      const signIn = () =>
        client.auth.signIn({ workNo: '1001', password: testPassword, deskId, proof });
      await expect(signIn()).resolves.toBeDefined();
      expect(await codeOf(signIn())).toBe('hub.deskNotProven');
    } finally {
      await hub.stop();
    }
  });
});
