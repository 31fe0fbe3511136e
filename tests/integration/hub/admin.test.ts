import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contractHeader, contractNumber } from '../../../src/shared/contract/since.ts';
import {
  aKeyedDesk,
  codeOf,
  hubClientFrom,
  signInAt,
  signInProven,
} from '../../support/hub-client.ts';
import { testPassword } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

describe('what the administrator sees of people, desks and the hub', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  const attempt = (address: string, workNo: string, password: string) =>
    hubClientFrom(hub.url(), { 'x-real-ip': address }).auth.signIn({
      workNo,
      password,
      deskId: randomUUID(),
    });
  const lockOut = async (address: string, workNo: string) => {
    for (let count = 0; count < 5; count += 1) await codeOf(attempt(address, workNo, 'wrong'));
  };
  const admin = async () => (await signInAt(hub.url(), '9001')).client.admin;

  it('is who has an account and who is kept out, wherever the wrong passwords came from, and no secret', async () => {
    await attempt('192.0.2.1', '1001', testPassword);
    const knownAt = hub.clock.now();
    hub.clock.advance(1000);
    await lockOut('192.0.2.1', '1001');
    await lockOut('192.0.2.66', '1002');
    const overview = await (await admin()).overview();
    const until = hub.clock.now() + 15 * 60_000;
    expect(overview.people).toEqual([
      expect.objectContaining({ workNo: '1001', lockedUntil: until, signedInAt: knownAt }),
      expect.objectContaining({ workNo: '1002', lockedUntil: until, signedInAt: null }),
      expect.objectContaining({ workNo: '2001', role: 'lead', lockedUntil: null }),
      expect.objectContaining({ workNo: '9001', role: 'admin', disabled: false }),
    ]);
    expect(JSON.stringify(overview)).not.toMatch(/argon2|hash|192\.0\.2|199/i);
  });

  it('unlocks a work number from everywhere, says so in the audit, and changes no password', async () => {
    await attempt('192.0.2.1', '1001', testPassword);
    await lockOut('192.0.2.1', '1001');
    await lockOut('192.0.2.66', '1001');
    const { unlock, overview } = await admin();
    await unlock({ workNo: '1001' });
    await unlock({ workNo: '7777' });
    const [person] = (await overview()).people;
    expect(person).toMatchObject({ workNo: '1001', lockedUntil: null });
    for (const address of ['192.0.2.1', '192.0.2.66'])
      await expect(attempt(address, '1001', testPassword)).resolves.toBeDefined();
    const lead = await signInAt(hub.url(), '2001');
    const { lines } = await lead.client.audit.list({
      before: null,
      from: null,
      to: null,
      action: 'userUnlocked',
      workNo: null,
      deskId: null,
      subjectId: null,
      limit: 10,
    });
    expect(lines).toMatchObject([{ workNo: '9001', subjectWorkNo: '1001' }]);
  });

  it('is each desk: when it was last there, with which contract, and whether its key is proven', async () => {
    const proven = aKeyedDesk();
    await signInProven(hub.url(), '1001', {
      desk: proven,
      headers: { [contractHeader]: String(contractNumber) },
    });
    hub.clock.advance(1000);
    const old = randomUUID();
    await hubClientFrom(hub.url(), {}).auth.signIn({
      workNo: '1002',
      password: testPassword,
      deskId: old,
    });
    const oldSeenAt = hub.clock.now();
    hub.clock.advance(1000);
    const { desks } = await (await admin()).overview();
    expect(desks.find(({ deskId }) => deskId === proven.deskId)).toMatchObject({
      key: 'proven',
      workNo: '1001',
      contract: contractNumber,
    });
    expect(desks.find(({ deskId }) => deskId === old)).toEqual({
      deskId: old,
      key: 'none',
      disabled: false,
      seenAt: oldSeenAt,
      workNo: '1002',
      contract: 0,
    });
  });

  it('follows a desk whose program was renewed in mid-shift: it says its contract when it renews the session', async () => {
    const deskId = randomUUID();
    const { refreshToken } = await hubClientFrom(hub.url(), {}).auth.signIn({
      workNo: '1002',
      password: testPassword,
      deskId,
    });
    hub.clock.advance(60_000);
    const { refresh } = (await signInAt(hub.url(), '1001')).client.auth;
    await refresh({ refreshToken, deskId });
    const { desks } = await (await admin()).overview();
    expect(desks.find((desk) => desk.deskId === deskId)).toMatchObject({
      contract: contractNumber,
      seenAt: hub.clock.now(),
    });
  });

  it('is how the hub does', async () => {
    hub.disk.freeBytes = 5e9;
    const startedAt = hub.clock.now();
    hub.clock.advance(5000);
    expect((await (await admin()).overview()).hub).toEqual({
      version: 'test',
      contract: contractNumber,
      startedAt,
      now: hub.clock.now(),
      freeBytes: 5e9,
    });
  });
});
