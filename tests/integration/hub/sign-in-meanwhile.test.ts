import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, hubClient, hubClientFrom, signInAt } from '../../support/hub-client.ts';
import { ofDepartment, testPassword, testSeed } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const [one, other] = ['a password of my own', 'a password of another'];

/** What an administrator does while a password is compared holds, whichever comes first. */
describe('a sign-in and what happens to the account meanwhile', () => {
  let hub: RunningHub;
  let admin: Awaited<ReturnType<typeof signInAt>>;
  beforeEach(async () => {
    hub = await startTestHub(testSeed([ofDepartment()]));
    admin = await signInAt(hub.url(), '9001');
    // Known at this address: not one after the other with strangers.
    await signInAt(hub.url(), '1001');
  });
  afterEach(() => hub.stop());

  const signIn = (password: string, newPassword?: string) =>
    hubClient(hub.url()).auth.signIn({
      workNo: '1001',
      password,
      deskId: randomUUID(),
      ...(newPassword === undefined ? {} : { newPassword }),
    });
  const reset = async () =>
    (await admin.client.admin.resetPassword({ workNo: '1001' })).password ?? '';
  const lineOf = async () => {
    const { people } = await admin.client.admin.overview();
    return people.find(({ workNo }) => workNo === '1001');
  };
  /** Whatever a session that was opened may still do. */
  const opens = async (session: PromiseSettledResult<{ readonly accessToken: string }>) =>
    session.status === 'fulfilled'
      ? codeOf(hubClient(hub.url(), session.value.accessToken).knowledge.proposals())
      : 'hub.sessionExpired';

  it('takes one own password in place of the hub’s, when two are brought at once', async () => {
    const told = await reset();
    const tried = await Promise.allSettled([signIn(told, one), signIn(told, other)]);
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('lets nobody in again who is shut out while the own password is taken', async () => {
    const told = await reset();
    const [session] = await Promise.allSettled([
      signIn(told, one),
      admin.client.admin.setDisabled({ workNo: '1001', disabled: true }),
    ]);
    expect([(await lineOf())?.disabled, await opens(session)]).toEqual([
      true,
      'hub.sessionExpired',
    ]);
  });

  it('opens nothing for a role that the person has no more', async () => {
    const told = await reset();
    const person = { workNo: '1001', displayName: '甲', departmentId: null } as const;
    const [session] = await Promise.allSettled([
      signIn(told, one),
      admin.client.admin.setPerson({ ...person, role: 'auditor', isNew: false }),
    ]);
    expect([(await lineOf())?.role, await opens(session)]).toEqual([
      'auditor',
      'hub.sessionExpired',
    ]);
  });

  it('opens no session with a password that is reset while it is compared', async () => {
    const [first, second] = await Promise.allSettled([
      signIn(testPassword),
      signIn(testPassword),
      reset(),
    ]);
    expect([await opens(first), await opens(second)]).toEqual([
      'hub.sessionExpired',
      'hub.sessionExpired',
    ]);
  });
});

describe('a password of the hub’s making', () => {
  it('opens no page to who says nothing of the contract', async () => {
    const hub = await startTestHub(testSeed([ofDepartment()]));
    const admin = await signInAt(hub.url(), '9001');
    const { password } = await admin.client.admin.resetPassword({ workNo: '5001' });
    const who = { workNo: '5001', password: password ?? '', deskId: randomUUID() };
    const silent = hubClientFrom(hub.url(), {});
    expect(await codeOf(silent.auth.signIn({ ...who, page: 'department' }))).toBe('hub.forbidden');
    await silent.auth.signIn({ ...who, page: 'department', newPassword: one });
    await hub.stop();
  });
});
