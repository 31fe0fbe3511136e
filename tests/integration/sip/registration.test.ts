import { afterEach, describe, expect, it } from 'vitest';
import { createSipDesk, deskConfig } from '../../support/sip-desk.ts';
import { until } from '../../support/until.ts';

describe('registration', () => {
  let desk: Awaited<ReturnType<typeof createSipDesk>>;
  afterEach(() => desk.close());

  it('registers with digest credentials and shows each step', async () => {
    desk = await createSipDesk();
    await desk.register();
    const kinds = desk.of('registration').map((event) => event.state.kind);
    expect([...new Set(kinds)]).toEqual(['connecting', 'registering', 'registered']);
    expect(desk.registration()).not.toHaveProperty('warning');
  });

  it('registers although its first nonce is stale', async () => {
    desk = await createSipDesk();
    desk.pbx.policy.staleOnce = true;
    await desk.register();
    expect(desk.pbx.policy).toMatchObject({ staleOnce: false, accepted: 1 });
  });

  it('stops with a clear reason when the secret is wrong', async () => {
    desk = await createSipDesk();
    desk.phone.start({ ...deskConfig, secret: 'wrong' });
    await until('stopped', () => desk.registration().kind === 'stopped');
    expect(desk.registration()).toEqual({ kind: 'stopped', code: 'sip.badCredentials' });
    expect(desk.pbx.policy.accepted).toBe(0);
  });

  it('asks again when the PBX does not know the extension yet, and shows why', async () => {
    desk = await createSipDesk({ timeScale: 0.01 });
    desk.pbx.policy.status = 404;
    desk.phone.start(deskConfig);
    await until('refused', () => desk.registration().kind === 'retryWait');
    expect(desk.registration()).toMatchObject({ code: 'sip.registrationRejected' });
    desk.pbx.policy.status = null;
    await until('registered', () => desk.registration().kind === 'registered');
  });

  it('takes only an answer to REGISTER or keep-alive as proof, not any frame of the PBX', async () => {
    desk = await createSipDesk();
    await desk.register();
    const before = desk.registration();
    await desk.pbx.call();
    await desk.alerting();
    expect(desk.registration()).toBe(before);
  });

  it('is proven again by each answer to its keep-alive', async () => {
    desk = await createSipDesk({ timeScale: 0.005 });
    await desk.register();
    const provenAt = () => {
      const state = desk.registration();
      return state.kind === 'registered' ? state.provenAt : 0;
    };
    const first = provenAt();
    await until('proven again', () => provenAt() > first);
  });

  it('starts again when it is given other credentials after a refusal', async () => {
    desk = await createSipDesk();
    desk.phone.start({ ...deskConfig, secret: 'wrong' });
    await until('stopped', () => desk.registration().kind === 'stopped');
    await desk.register();
    expect(desk.pbx.policy.accepted).toBe(1);
  });

  it('keeps working and says so when another desk has the same extension', async () => {
    desk = await createSipDesk();
    desk.pbx.policy.otherContacts = ['<sip:otherdesk@10.0.0.9:5060;transport=ws>;expires=120'];
    await desk.register();
    expect(desk.registration()).toMatchObject({
      kind: 'registered',
      warning: 'sip.extensionTaken',
    });
    await desk.pbx.call();
    expect((await desk.alerting()).rawNumber).toBe('19900000123');
  });

  it('does not take an older socket of its own for another desk', async () => {
    desk = await createSipDesk();
    desk.pbx.policy.otherContacts = ['<sip:desk0a1b2c@10.0.0.9:5060;transport=ws>;expires=120'];
    await desk.register();
    expect(desk.registration()).not.toHaveProperty('warning');
  });

  it('refreshes before the registration expires', async () => {
    desk = await createSipDesk({ timeScale: 0.02 });
    desk.pbx.policy.expiresSeconds = 60;
    await desk.register();
    await until('refreshed twice', () => desk.pbx.policy.accepted >= 3);
    expect(desk.registration().kind).toBe('registered');
  });

  it('retries with back-off and shows why, as the host found out, when the PBX cannot be reached', async () => {
    desk = await createSipDesk({ timeScale: 0.02, diagnosis: 'sip.certificateNotTrusted' });
    desk.wire.refuse(true);
    desk.phone.start(deskConfig);
    await until('diagnosed', () => {
      const state = desk.registration();
      return (
        state.kind === 'retryWait' &&
        state.code === 'sip.certificateNotTrusted' &&
        state.attempt >= 3
      );
    });
    desk.wire.refuse(false);
    await until('registered', () => desk.registration().kind === 'registered');
  });

  it('waits and tries again when the PBX answers 503', async () => {
    desk = await createSipDesk({ timeScale: 0.02 });
    desk.pbx.policy.status = 503;
    desk.phone.start(deskConfig);
    await until(
      'refused',
      () => desk.of('registration').filter((e) => e.state.kind === 'retryWait').length >= 3,
    );
    expect(desk.of('registration').find((e) => e.state.kind === 'retryWait')?.state).toMatchObject({
      code: 'sip.registrationRejected',
    });
    desk.pbx.policy.status = null;
    await until('registered', () => desk.registration().kind === 'registered');
  });

  it('finds a half-open socket by its keep-alive and opens another one', async () => {
    desk = await createSipDesk({ timeScale: 0.02 });
    await desk.register();
    desk.wire.black(true);
    await until('noticed', () => desk.registration().kind !== 'registered');
    desk.wire.black(false);
    await until('registered again', () => desk.registration().kind === 'registered');
    expect(desk.wire.opened).toBeGreaterThan(1);
  });

  it('unregisters when it stops', async () => {
    desk = await createSipDesk();
    await desk.register();
    await desk.phone.stop();
    expect(desk.pbx.policy.unregistered).toBe(1);
    expect(desk.registration()).toEqual({ kind: 'unregistered' });
  });
});
