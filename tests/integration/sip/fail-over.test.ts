import { type Inviter, SessionState } from 'sip.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aDial } from '../../support/dial-order.ts';
import { expectNothingStuck } from '../../support/nothing-stuck.ts';
import { createSipDesk, deskConfig, fallbackUrl } from '../../support/sip-desk.ts';
import { until } from '../../support/until.ts';

const twoAddresses = { ...deskConfig, fallbackUrls: [fallbackUrl] };

describe('a desk with two addresses of its PBX', () => {
  let desk: Awaited<ReturnType<typeof createSipDesk>>;
  beforeEach(async () => {
    desk = await createSipDesk({ timeScale: 0.02, withFallback: true });
  });
  afterEach(() => desk.close());

  const server = () => {
    const state = desk.registration();
    return state.kind === 'registered' ? state.server : undefined;
  };
  const on = (wanted: 'main' | 'fallback') =>
    until(`registered at ${wanted}`, () => server() === wanted, 10_000);
  const twin = () => {
    if (!desk.fallback) throw new Error('no twin');
    return desk.fallback;
  };
  const talk = async () => {
    const caller: Inviter = await desk.pbx.call();
    const { callId } = await desk.alerting();
    let isAcknowledged = false;
    desk.wire.onWay = (text) => {
      isAcknowledged ||= text.startsWith('ACK ');
      return text;
    };
    await desk.phone.answer(callId);
    await until('acknowledged', () => isAcknowledged);
    return { caller, callId, media: desk.media.sessions.get(callId) };
  };

  it('registers at the fall-back when the main address cannot be reached, and says so', async () => {
    desk.wire.refuse(true);
    await desk.register(twoAddresses);
    expect(server()).toBe('fallback');
    expect(twin().policy.accepted).toBe(1);
    await expectNothingStuck(desk, twin());
  });

  it('goes over when the main address falls silent, and back when it has served for a while', async () => {
    await desk.register(twoAddresses);
    expect(server()).toBe('main');
    desk.wire.black(true);
    await on('fallback');
    desk.wire.black(false);
    await on('main');
    await expectNothingStuck(desk);
  });

  it('does not go back for a single answer of a flapping main address', async () => {
    desk.wire.refuse(true);
    await desk.register(twoAddresses);
    desk.wire.refuse(false);
    const before = desk.wire.opened;
    await until('asked once', () => desk.wire.opened === before + 1);
    expect(server()).toBe('fallback');
    desk.wire.refuse(true);
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect(desk.pbx.policy.accepted).toBe(0);
  });

  it('stays at the fall-back while a call runs there', async () => {
    desk.wire.refuse(true);
    await desk.register(twoAddresses);
    const caller = await twin().call();
    const { callId } = await desk.alerting();
    await desk.phone.answer(callId);
    desk.wire.refuse(false);
    const before = desk.wire.opened;
    await until('main answers again and again', () => desk.wire.opened >= before + 5, 10_000);
    expect(server()).toBe('fallback');
    expect(caller.state).toBe(SessionState.Established);
    await desk.phone.hangUp(callId);
    await on('main');
  });

  it('keeps a call that only the main address has, and revives it there as soon as that serves', async () => {
    await desk.register(twoAddresses);
    const { caller, callId, media } = await talk();
    desk.wire.refuse(true);
    desk.wire.cut();
    await on('fallback');
    expect(desk.of('ended')).toHaveLength(0);
    desk.wire.refuse(false);
    await on('main');
    await until('renegotiated', () => media?.offers.at(-1)?.iceRestart === true);
    expect(caller.state).toBe(SessionState.Established);
    await desk.phone.hangUp(callId);
    await until('BYE at main', () => String(caller.state) === 'Terminated');
    await expectNothingStuck(desk);
  });

  it('ends such a call as lost when the main address does not come back', async () => {
    await desk.register(twoAddresses);
    const { callId, media } = await talk();
    desk.wire.refuse(true);
    desk.wire.cut();
    await on('fallback');
    await until('given up', () => desk.of('ended').length === 1, 10_000);
    expect(desk.of('ended')).toMatchObject([{ callId, reason: 'connectionLost' }]);
    await until('media closed', () => media?.closed === true);
  });

  it('goes over when the main address has no service (503), not waiting for its Retry-After', async () => {
    desk.pbx.policy.status = 503;
    await desk.register(twoAddresses);
    expect(server()).toBe('fallback');
  });

  it('dials over the address that serves', async () => {
    desk.wire.refuse(true);
    await desk.register(twoAddresses);
    twin().onInvitation = (invitation) => void invitation.accept();
    await desk.phone.dial(aDial('call-1', '02700000123', null));
    await until('connected', () => desk.of('connected').length === 1);
    await desk.phone.hangUp('call-1');
    await expectNothingStuck(desk, twin());
  });
});
