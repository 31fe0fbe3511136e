import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromWireError } from '../../../src/shared/contract/base.ts';
import { codeOf, hubClient, signInAt } from '../../support/hub-client.ts';
import { ofDepartment, ofOffice, testPassword, testSeed } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';
import { codeOn, signInAtOfficersPage } from '../../support/second-factor.ts';

const own = 'a password of my own';
const minute = 60_000;

describe('one’s own password', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub(testSeed([ofDepartment(), ofOffice('6001', 'officer')]));
  });
  afterEach(() => hub.stop());

  const auth = (token: string | null = null) => hubClient(hub.url(), token).auth;
  const signIn = (password: string, more: object = {}) =>
    auth().signIn({ workNo: '1001', password, deskId: randomUUID(), ...more });
  const change = { oldPassword: testPassword, newPassword: own };
  const audited = async (subjectId: string | null = null) => {
    const { client } = await signInAt(hub.url(), '9001');
    const any = { before: null, from: null, to: null, workNo: null, deskId: null, action: null };
    return (await client.audit.list({ ...any, subjectId, limit: 50 })).lines;
  };

  it('is changed by who knows the one before: the other sessions end, this one goes on', async () => {
    const here = await signInAt(hub.url(), '1001');
    const there = await signInAt(hub.url(), '1001');
    const colleague = await signInAt(hub.url(), '1002');
    await here.client.auth.changePassword(change);
    expect(await codeOf(there.client.calls.ofTicket({ ticketId: randomUUID() }))).toBe(
      'hub.sessionExpired',
    );
    const { refreshToken } = there.session;
    expect(await codeOf(auth().refresh({ refreshToken, deskId: there.deskId }))).toBe(
      'hub.sessionExpired',
    );
    await here.client.calls.ofTicket({ ticketId: randomUUID() });
    await colleague.client.calls.ofTicket({ ticketId: randomUUID() });
    expect(await codeOf(signIn(testPassword))).toBe('hub.badCredentials');
    expect((await signIn(own)).user.workNo).toBe('1001');
    const lines = await audited('1001');
    expect(lines.map(({ action, workNo, code }) => [action, workNo, code])).toContainEqual([
      'passwordChanged',
      '1001',
      null,
    ]);
    expect(JSON.stringify(await audited())).not.toContain(own);
  });

  it('stays when the one before is wrong, and after five of those nobody tries for a quarter of an hour', async () => {
    const { client, token } = await signInAt(hub.url(), '1001');
    const wrong = { oldPassword: 'not this one', newPassword: own };
    const told: unknown[] = [];
    for (let time = 0; time < 5; time += 1)
      await client.auth.changePassword(wrong).catch((error: unknown) => {
        const { code, tries } = fromWireError(error);
        told.push([code, tries?.left]);
      });
    expect(told).toEqual([4, 3, 2, 1, 0].map((left) => ['hub.oldPasswordWrong', left]));
    expect(await codeOf(client.auth.changePassword(change))).toBe('hub.passwordChangeLocked');
    // Of another desk as well; but nobody is kept out by it.
    const elsewhere = await signInAt(hub.url(), '1001');
    expect(await codeOf(elsewhere.client.auth.changePassword(change))).toBe(
      'hub.passwordChangeLocked',
    );
    hub.clock.advance(14 * minute);
    expect(await codeOf(auth(token).changePassword(change))).toBe('hub.passwordChangeLocked');
    hub.clock.advance(2 * minute);
    const later = await signInAt(hub.url(), '1001');
    await later.client.auth.changePassword(change);
    const lines = await audited('auth.changePassword');
    expect(new Set(lines.map(({ code }) => code))).toEqual(
      new Set(['hub.oldPasswordWrong', 'hub.passwordChangeLocked']),
    );
  });

  it('is judged like one of a new account', async () => {
    const { client } = await signInAt(hub.url(), '1001');
    const asked = (newPassword: string) =>
      codeOf(client.auth.changePassword({ oldPassword: testPassword, newPassword }));
    expect(await asked('too short')).toBe('input.invalid');
    expect(await asked('x'.repeat(201))).toBe('input.invalid');
    // The one before was right each time: no try of a thief.
    for (let time = 0; time < 6; time += 1)
      expect(await asked(testPassword)).toBe('hub.passwordSame');
    await client.auth.changePassword({ oldPassword: testPassword, newPassword: 'ten places' });
  });

  it('takes the place of one of the hub’s making at the next sign-in, and nothing opens before', async () => {
    const { client } = await signInAtOfficersPage(hub.url(), '9001', hub.clock.now());
    const { password } = await client.admin.resetPassword({ workNo: '1001' });
    const told = password ?? '';
    expect(await codeOf(signIn(told))).toBe('hub.passwordChangeNeeded');
    expect(await codeOf(signIn(told, { newPassword: told }))).toBe('hub.passwordSame');
    expect(await codeOf(signIn('not this one', { newPassword: own }))).toBe('hub.badCredentials');
    await signIn(told, { newPassword: own });
    expect(await codeOf(signIn(told))).toBe('hub.badCredentials');
    await signIn(own);
    // To ask for it is no failure: it counts nothing.
    for (let time = 0; time < 6; time += 1) await signIn(own);
  });

  it('is asked for before the code of the second factor, and counts only with it', async () => {
    const admin = await signInAtOfficersPage(hub.url(), '9001', hub.clock.now());
    const { password } = await admin.client.admin.resetPassword({ workNo: '6001' });
    const who = {
      workNo: '6001',
      password: password ?? '',
      deskId: randomUUID(),
      page: 'officer',
    } as const;
    expect(await codeOf(auth().signIn(who))).toBe('hub.passwordChangeNeeded');
    expect(await codeOf(auth().signIn({ ...who, newPassword: own }))).toBe('hub.secondFactorUnset');
    const { secret } = await auth().enrol(who);
    const wrong = { ...who, newPassword: own, enrols: true, code: '000000' } as const;
    expect(await codeOf(auth().signIn(wrong))).toBe('hub.secondFactorWrong');
    const code = codeOn(secret, hub.clock.now());
    await auth().signIn({ ...who, newPassword: own, enrols: true, code });
    expect(await codeOf(auth().signIn({ ...who, password: own }))).toBe('hub.secondFactorNeeded');
  });

  it('is not asked of a desk of before, which has no field for it', async () => {
    const { client } = await signInAtOfficersPage(hub.url(), '9001', hub.clock.now());
    const { password } = await client.admin.resetPassword({ workNo: '1001' });
    const old = hubClient(hub.url(), null, 2).auth;
    const of = { workNo: '1001', password: password ?? '', deskId: randomUUID() };
    expect((await old.signIn(of)).user.workNo).toBe('1001');
  });
});
