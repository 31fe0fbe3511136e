import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, hubClient, signInAt } from '../../support/hub-client.ts';
import { ofDepartment, testPassword, testSeed } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

describe('people who do not work at a desk', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    const other = ofDepartment('6001');
    const officer = { ...other, role: 'officer' as const, departmentId: undefined };
    hub = await startTestHub(testSeed([ofDepartment(), officer]));
  });
  afterEach(() => hub.stop());

  const signIn = (workNo: string, more: object = {}, contract?: number) =>
    hubClient(hub.url(), null, contract).auth.signIn({
      workNo,
      password: testPassword,
      deskId: randomUUID(),
      ...more,
    });
  const page = { page: 'department' };

  it('are told at a desk where to go, and only to the right password', async () => {
    for (const workNo of ['5001', '6001']) {
      expect(await codeOf(signIn(workNo))).toBe('hub.notAtDesk');
      expect(await codeOf(signIn(workNo, { password: 'wrong' }))).toBe('hub.badCredentials');
    }
  });

  it('are refused in words that a desk of an older release knows', async () => {
    expect(await codeOf(signIn('5001', {}, 2))).toBe('hub.forbidden');
  });

  it('sign in at the page of their role, nobody else there', async () => {
    const { user } = await signIn('5001', page);
    expect(user).toMatchObject({ role: 'department', departmentId: 'bureau.jianghan' });
    for (const workNo of ['1001', '2001', '9001', '6001'])
      expect(await codeOf(signIn(workNo, page))).toBe('hub.notAtThisPage');
  });

  it('stand in the administrator’s list of a desk that knows their roles, and of no other', async () => {
    const { token } = await signInAt(hub.url(), '9001');
    const workNos = async (contract: number) =>
      (await hubClient(hub.url(), token, contract).admin.overview()).people.map(
        ({ workNo }) => workNo,
      );
    expect(await workNos(3)).toEqual(['1001', '1002', '2001', '5001', '6001', '9001']);
    expect(await workNos(2)).toEqual(['1001', '1002', '2001', '9001']);
  });
});
