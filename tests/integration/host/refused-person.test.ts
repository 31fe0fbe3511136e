import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createArgon2Passwords } from '../../../src/hub/areas/session/passwords.ts';
import { disableUser, setUser } from '../../../src/hub/areas/session/set-user.ts';
import { openStore } from '../../../src/hub/open-store.ts';
import { systemClock } from '../../../src/shared/node/system-clock.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { errorOf } from '../../support/host/host-clients.ts';
import { quickTimers } from '../../support/host/quick-timers.ts';
import { sendForm } from '../../support/host/ticket-form.ts';
import { aFullIntake, testPassword } from '../../support/hub-values.ts';
import { aCallView, aSnapshot } from '../../support/host/phone-values.ts';

describe('somebody whom the hub refuses', () => {
  let desk: DeskWithHub;
  let aheadMs = 0;
  beforeEach(async () => {
    aheadMs = 0;
    const now = () => Date.now() + aheadMs;
    const monotonicMs = () => systemClock.monotonicMs() + aheadMs;
    desk = await startDeskWithHub({
      changes: { clock: { now, monotonicMs }, timers: quickTimers },
    });
  });
  afterEach(() => desk.stop());

  const dismiss = async () => {
    const store = await openStore(join(desk.hub.dataFolder, 'hub.db'));
    await disableUser({ store, clock: desk.hub.clock }, '1001');
    await store.close();
  };
  /** IT gives 1001 other work, the password stays. */
  const move = async (to: { readonly role: 'department'; readonly departmentId: string }) => {
    const store = await openStore(join(desk.hub.dataFolder, 'hub.db'));
    const passwords = await createArgon2Passwords();
    const person = { workNo: '1001', displayName: '经办一', password: testPassword };
    await setUser({ store, clock: desk.hub.clock, passwords }, { ...person, ...to });
    await store.close();
  };
  /** The desk asks the hub for something and hears it. */
  const hear = () => errorOf(desk.desk().agent.ask({ to: 'break', reason: 'x' }));
  const until = (what: string, condition: () => Promise<boolean> | boolean) =>
    vi.waitFor(
      async () => {
        if (!(await condition())) throw new Error(what);
      },
      { timeout: 20_000, interval: 50 },
    );

  it('is signed out, and told why; the page gets no account any more', async () => {
    await desk.signIn();
    await dismiss();
    await hear();
    const { lockedBy } = await desk.watch().until('locked', (state) => state.user === null, 20_000);
    expect(lockedBy).toBe('hub.accountDisabled');
    // On the sign-in page nobody's session has run out, and no call runs that it could speak of.
    expect(desk.watch().state().problems).toEqual([]);
    const phone = await desk.phone();
    const orders = await phone.client.attach({ buildId: 'development', takeOver: true });
    expect((await orders.next()).value).toEqual({ kind: 'config', config: null });
    await orders.return?.();
    expect((await errorOf(desk.signIn())).code).toBe('hub.accountDisabled');
  });

  it('is refused when the work is not at a desk any more, also where the hub had let in before', async () => {
    await desk.signIn();
    await move({ role: 'department', departmentId: 'group.water' });
    await hear();
    await desk.watch().until('locked', (state) => state.user === null, 20_000);
    expect((await errorOf(desk.signIn())).code).toBe('hub.notAtDesk');
    expect(desk.watch().state().user).toBeNull();
    // Nor without the hub: what was kept of that person is gone.
    await desk.hub.stop();
    expect((await errorOf(desk.signIn())).code).toBe('hub.neverSignedInHere');
  });

  it('finishes the running call first, and begins no other', async () => {
    await desk.signIn();
    const phone = await desk.phone();
    const orders = await phone.client.attach({ buildId: 'development', takeOver: true });
    await orders.next();
    const view = aCallView({ state: 'connected', answeredAt: Date.now() });
    await phone.client.publish(aSnapshot(view));
    await dismiss();
    await hear();
    const number = '19900000199';
    const dial = { kind: 'dial', callId: randomUUID(), number, ticketNo: null } as const;
    await until('refused', async () => {
      const { code } = await errorOf(desk.desk().phone(dial));
      return code === 'hub.accountDisabled';
    });
    // Not 登录已过期: signing in again would be of no use.
    const told = desk
      .watch()
      .state()
      .problems.map(({ code }) => code);
    expect(told).toEqual(['hub.accountDisabled']);
    expect(desk.watch().state().user?.workNo).toBe('1001');
    // Help can be called as long as somebody sits here.
    const help = desk.desk().phone({ ...dial, number: '119' });
    const order = await Promise.race([orders.next(), help]);
    expect(order).toMatchObject({ value: { kind: 'command', command: { number: '119' } } });
    help.catch(() => {});
    const ended = {
      ...view,
      state: 'ended',
      endedAt: Date.now(),
      endReason: 'agentHungUp',
    } as const;
    await phone.client.publish(aSnapshot(ended));
    await desk.watch().until('locked', (state) => state.user === null, 20_000);
    await orders.return?.();
  });

  it('does not get in with the cable pulled', async () => {
    await desk.signIn();
    await dismiss();
    await hear();
    await desk.watch().until('locked', (state) => state.user === null, 20_000);
    desk.setOnline(false);
    expect((await errorOf(desk.signIn())).code).toBe('hub.neverSignedInHere');
  });

  it('is no refused person whose session ran out while the hub was away: the password still opens the desk', async () => {
    await desk.signIn();
    desk.setOnline(false);
    // A night without the hub: longer than it renews a session.
    aheadMs = 13 * 3_600_000;
    desk.hub.clock.advance(aheadMs);
    desk.setOnline(true);
    await hear();
    const { lockedBy } = await desk.watch().until('locked', (state) => state.user === null, 20_000);
    expect(lockedBy).toBe('hub.sessionExpired');
    desk.setOnline(false);
    await desk.signIn();
    await desk.watch().until('signed in', (state) => state.user?.workNo === '1001');
  });

  it('has typed nothing in vain: it goes to the hub with the next colleague at that desk, under both names', async () => {
    await desk.signIn();
    desk.setOnline(false);
    const { ticketId, ticketNo } = await desk.desk().tickets.newTicket();
    const asked = { ticketId, ticketNo, intake: aFullIntake() };
    await sendForm(desk.desk(), asked);
    await dismiss();
    desk.setOnline(true);
    await hear();
    await desk.watch().until('locked', (state) => state.user === null, 20_000);
    const waiting = desk.watch().state().sync.commandsWaiting;
    expect(waiting).toBeGreaterThan(0);
    await desk.signIn('9001');
    await desk.desk().session.signOut({ unguarded: true });
    expect(desk.watch().state().sync.commandsWaiting).toBe(waiting);
    await desk.signIn('1002');
    await desk.watch().until('sent', ({ sync }) => sync.commandsWaiting === 0, 20_000);
    const store = await openStore(join(desk.hub.dataFolder, 'hub.db'));
    const ticket = await store.tickets.get(ticketId);
    await store.close();
    expect(ticket).toMatchObject({ content: asked.intake.content, handler: '工号 1001' });
    expect(ticket?.course[0]?.note).toContain('broughtInBy: 1002');
    expect(desk.watch().state().problems).toEqual([]);
  });

  it('keeps waiting for a colleague who may come back, and does not hold up the others', async () => {
    await desk.signIn();
    desk.setOnline(false);
    const save = async () => {
      const { ticketId, ticketNo } = await desk.desk().tickets.newTicket();
      await sendForm(desk.desk(), { ticketId, ticketNo, intake: aFullIntake() });
    };
    await save();
    await desk.desk().session.signOut({ unguarded: true });
    desk.setOnline(true);
    await desk.signIn('1002');
    await save();
    await desk.watch().until('own sent', ({ sync }) => sync.commandsWaiting === 1, 20_000);
    await desk.desk().session.signOut({ unguarded: true });
    await desk.signIn('1001');
    await desk.watch().until('all sent', ({ sync }) => sync.commandsWaiting === 0, 20_000);
  });

  it('gets in without the hub for a week, and not with a clock that was set back', async () => {
    await desk.signIn();
    await desk.desk().session.signOut({ unguarded: true });
    desk.setOnline(false);
    aheadMs = -60 * 60_000;
    expect((await errorOf(desk.signIn())).code).toBe('hub.offlineExpired');
    aheadMs = 8 * 24 * 3_600_000;
    expect((await errorOf(desk.signIn())).code).toBe('hub.offlineExpired');
    aheadMs = 0;
    desk.setOnline(true);
  });
});
