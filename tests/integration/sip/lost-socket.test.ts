import { type Inviter, SessionState } from 'sip.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aDial } from '../../support/dial-order.ts';
import { createFakePbx } from '../../support/fake-pbx.ts';
import { expectNothingStuck } from '../../support/nothing-stuck.ts';
import { createSipDesk } from '../../support/sip-desk.ts';
import { until } from '../../support/until.ts';

describe('a lost socket or a restarted PBX, in each state of a call', () => {
  let desk: Awaited<ReturnType<typeof createSipDesk>>;
  beforeEach(async () => {
    desk = await createSipDesk({ timeScale: 0.05 });
    await desk.register();
  });
  afterEach(() => desk.close());

  const lost = () => until('lost', () => desk.registration().kind !== 'registered');
  const back = () => until('registered again', () => desk.registration().kind === 'registered');
  const lastEnd = () => desk.of('ended').at(-1);
  const over = () => until('ended', () => desk.of('ended').length === 1, 10_000);
  const alerting = async () => {
    const caller = await desk.pbx.call();
    const { callId } = await desk.alerting();
    await until('ringing', () => caller.state === SessionState.Establishing);
    return { caller, callId };
  };
  const talking = async () => {
    const { caller, callId } = await alerting();
    let isAcknowledged = false;
    desk.wire.onWay = (text) => {
      isAcknowledged ||= text.startsWith('ACK ');
      return text;
    };
    await desk.phone.answer(callId);
    await until('acknowledged', () => isAcknowledged);
    return { caller, callId, media: desk.media.sessions.get(callId) };
  };
  /** Another PBX process takes the place of the first: it knows the accounts and none of the calls. */
  const restart = async () => {
    desk.wire.refuse(true);
    desk.wire.cut();
    const next = await createFakePbx(desk.wire);
    desk.wire.refuse(false);
    await back();
    return next;
  };

  it('alerting: goes on ringing when the PBX still has the call, and can be answered', async () => {
    const { caller, callId } = await alerting();
    desk.wire.cut();
    await lost();
    await expect(desk.phone.answer(callId)).rejects.toMatchObject({ code: 'sip.connectionLost' });
    await back();
    expect(desk.of('ended')).toHaveLength(0);
    await desk.phone.answer(callId);
    await until('established', () => caller.state === SessionState.Established);
    await desk.phone.hangUp(callId);
    await expectNothingStuck(desk);
  });

  it('alerting: stops ringing when the PBX that came back does not know the call', async () => {
    await alerting();
    const next = await restart();
    await over();
    expect(lastEnd()).toMatchObject({ reason: 'connectionLost', code: 'sip.callCut' });
    await expectNothingStuck(desk, next);
    await next.stop();
  });

  it('alerting: stops ringing when the PBX does not come back', async () => {
    await alerting();
    desk.wire.refuse(true);
    desk.wire.cut();
    await over();
    expect(lastEnd()).toMatchObject({ reason: 'connectionLost' });
    desk.wire.refuse(false);
    await expectNothingStuck(desk);
  });

  it('dialling: is over at once, and the PBX gets its CANCEL when it is there again', async () => {
    await desk.phone.dial(aDial('call-1', '02700000123', null));
    await until('INVITE arrived', () => desk.pbx.invitations.length === 1);
    const [invitation] = desk.pbx.invitations;
    let rings = false;
    desk.wire.onWay = (text) => {
      rings ||= text.startsWith('SIP/2.0 180');
      return text;
    };
    await invitation?.progress();
    await until('rings', () => rings);
    await new Promise<void>((resolve) => setImmediate(resolve));
    desk.wire.cut();
    expect(lastEnd()).toMatchObject({ callId: 'call-1', reason: 'connectionLost' });
    await back();
    await until('cancelled', () => invitation?.state === SessionState.Terminated);
    await expectNothingStuck(desk);
  });

  it('talking: ends as lost when the PBX that came back does not know the call', async () => {
    await talking();
    const next = await restart();
    await over();
    expect(lastEnd()).toMatchObject({ reason: 'connectionLost', code: 'sip.callCut' });
    await expectNothingStuck(desk, next);
    await next.stop();
  });

  it('held: is renegotiated as held, and can be retrieved', async () => {
    const { callId, media } = await talking();
    await desk.phone.hold(callId);
    desk.wire.cut();
    await lost();
    await until('renegotiated', () => media?.offers.at(-1)?.iceRestart === true);
    expect(media?.offers.at(-1)?.direction).toBe('sendonly');
    await desk.phone.retrieve(callId);
    expect(media?.microphoneOpen).toBe(true);
    await desk.phone.hangUp(callId);
    await expectNothingStuck(desk);
  });

  it('held: ends as lost when the PBX that came back does not know the call', async () => {
    const { callId } = await talking();
    await desk.phone.hold(callId);
    const next = await restart();
    await over();
    expect(lastEnd()).toMatchObject({ reason: 'connectionLost' });
    await expectNothingStuck(desk, next);
    await next.stop();
  });

  it('held: a hold that was under way fails, and the call is revived all the same', async () => {
    const { callId, media, caller } = await talking();
    desk.wire.onWay = (text, to) =>
      to === 'desk' && /^SIP\/2.0 [2-6]/.test(text) && /^CSeq: \d+ INVITE/m.test(text)
        ? null
        : text;
    const hold = desk.phone.hold(callId).catch((error: unknown) => error);
    await until(
      're-INVITE out',
      () => caller.dialog?.signalingState !== 'Stable' || media?.offers.length === 1,
    );
    desk.wire.onWay = (text) => text;
    desk.wire.cut();
    expect(await hold).toMatchObject({ code: 'sip.callFailed' });
    await until('renegotiated', () => media?.offers.at(-1)?.iceRestart === true);
    expect(media?.offers.at(-1)?.direction).toBe('sendrecv');
    await desk.phone.hangUp(callId);
    await expectNothingStuck(desk);
  });

  it('talking: a black hole of 120 s ends nothing and changes nothing for the sound', async () => {
    const { caller, callId, media } = await talking();
    desk.wire.black(true);
    await lost();
    // 120 s of this desk's time.
    await new Promise((resolve) => setTimeout(resolve, 120_000 * 0.05));
    expect(desk.of('ended')).toHaveLength(0);
    expect(media).toMatchObject({ closed: false, microphoneOpen: true });
    desk.wire.black(false);
    await back();
    await until('renegotiated', () => media?.offers.at(-1)?.iceRestart === true);
    expect(caller.state).toBe(SessionState.Established);
    await desk.phone.hangUp(callId);
    await expectNothingStuck(desk);
  }, 30_000);

  it('finds within 2 s after a wake-up that its socket is dead, and can be rung again at once', async () => {
    desk.wire.black(true);
    desk.phone.wake();
    desk.wire.refuse(false);
    await lost();
    desk.wire.black(false);
    await expectNothingStuck(desk);
    expect(desk.wire.opened).toBeGreaterThan(1);
  });

  it('proves registration and socket after a wake-up without losing a healthy one', async () => {
    const before = desk.pbx.policy.accepted;
    desk.phone.wake();
    await until('registered anew', () => desk.pbx.policy.accepted > before);
    expect(desk.wire.opened).toBe(1);
    await expectNothingStuck(desk);
  });

  it.each([3_600_000, -3_600_000])(
    'measures a call right and stays registered when the clock jumps by %i ms in it',
    async (byMs) => {
      const { callId } = await talking();
      desk.setClockBy(byMs);
      desk.phone.wake();
      await desk.phone.hangUp(callId);
      const talkedMs = (lastEnd()?.at ?? 0) - (desk.of('connected')[0]?.at ?? 0);
      expect(talkedMs).toBeGreaterThanOrEqual(0);
      expect(talkedMs).toBeLessThan(60_000);
      await expectNothingStuck(desk);
      desk.wire.cut();
      await lost();
      await back();
    },
  );

  it('shows what became of a registration that expired while the PBX did not know us', async () => {
    desk.pbx.policy.status = 403;
    desk.phone.wake();
    await lost();
    expect(desk.registration()).toMatchObject({ kind: 'retryWait', code: 'sip.badCredentials' });
    desk.pbx.policy.status = null;
    await back();
    await expectNothingStuck(desk);
  });

  it('keeps a caller who never hears of it out of the phone: a call after the loss is a call like any', async () => {
    const { caller }: { caller: Inviter } = await talking();
    desk.wire.cut();
    await back();
    await caller.bye();
    await over();
    expect(['citizenHungUp', 'connectionLost']).toContain(lastEnd()?.reason);
    await expectNothingStuck(desk);
  });
});
