import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { errorOf } from '../../support/host/host-clients.ts';
import { testPassword } from '../../support/hub-values.ts';
import { signInAtOfficersPage } from '../../support/second-factor.ts';

const own = 'a password of my own';

describe('one’s own password at a desk', () => {
  let desk: DeskWithHub;
  beforeEach(async () => {
    desk = await startDeskWithHub();
  });
  afterEach(() => desk.stop());

  const session = () => desk.desk().session;
  const signIn = (password: string, more: object = {}) =>
    session().signIn({ workNo: '1001', password, ...more });
  const signOut = () => session().signOut({ unguarded: true });

  it('opens the desk without the hub as soon as it is changed, and the one before does not', async () => {
    await desk.signIn();
    await session().changePassword({ oldPassword: testPassword, newPassword: own });
    // The session goes on.
    await desk.watch().until('synchronised', (state) => state.sync.hub === 'online');
    await signOut();
    desk.setOnline(false);
    expect((await errorOf(signIn(testPassword))).code).toBe('hub.badCredentials');
    expect((await signIn(own)).workNo).toBe('1001');
  });

  it('is not changed by a wrong one, nor without the hub', async () => {
    await desk.signIn();
    const wrong = await errorOf(
      session().changePassword({ oldPassword: 'not this one', newPassword: own }),
    );
    expect([wrong.code, wrong.tries?.left]).toEqual(['hub.oldPasswordWrong', 4]);
    desk.setOnline(false);
    const change = session().changePassword({ oldPassword: testPassword, newPassword: own });
    expect((await errorOf(change)).code).toBe('hub.unreachable');
    await signOut();
    expect((await signIn(testPassword)).workNo).toBe('1001');
  });

  it('takes the place of one of the hub’s making, also for signing in without the hub', async () => {
    const hub = desk.hub;
    const admin = await signInAtOfficersPage(hub.url(), '9001', hub.clock.now());
    const { password } = await admin.client.admin.resetPassword({ workNo: '1001' });
    const told = password ?? '';
    expect((await errorOf(signIn(told))).code).toBe('hub.passwordChangeNeeded');
    expect((await signIn(told, { newPassword: own })).workNo).toBe('1001');
    await signOut();
    desk.setOnline(false);
    expect((await errorOf(signIn(told))).code).toBe('hub.badCredentials');
    expect((await signIn(own)).workNo).toBe('1001');
  });
});
