import { aDial } from '../../support/dial-order.ts';
import { type Inviter, SessionState } from 'sip.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSipDesk, deskConfig } from '../../support/sip-desk.ts';
import { until } from '../../support/until.ts';

it('a display name of the configuration never begins a header of its own', async () => {
  const desk = await createSipDesk();
  await desk.register({ ...deskConfig, displayName: '一号\r\nX-Evil: 1\r\n"席' });
  desk.pbx.onInvitation = (invitation) => void invitation.accept();
  await desk.phone.dial(aDial('call-1', '02700000123'));
  await until('connected', () => desk.of('connected').length === 1);
  const request = desk.pbx.invitations[0]?.request;
  expect(request?.getHeader('X-Evil')).toBeUndefined();
  expect(request?.from.displayName).toBe('一号X-Evil: 1席');
  await desk.close();
});

describe('calls between two user agents', () => {
  let desk: Awaited<ReturnType<typeof createSipDesk>>;
  beforeEach(async () => {
    desk = await createSipDesk();
    await desk.register();
  });
  afterEach(() => desk.close());

  const established = (session: Inviter) =>
    until('established at the PBX', () => session.state === SessionState.Established);
  const ended = async () => {
    await until('ended', () => desk.of('ended').length > 0);
    return desk.of('ended')[0];
  };
  const answeredCall = async () => {
    const caller = await desk.pbx.call();
    const { callId } = await desk.alerting();
    await desk.phone.answer(callId);
    await established(caller);
    return { caller, callId, media: desk.media.sessions.get(callId) };
  };

  it('tells number, queue, wait and ticket of an inbound call', async () => {
    await desk.pbx.call({
      number: '02700000123',
      headers: [
        'P-Asserted-Identity: "Li" <sip:19900000777@pbx.example>',
        'X-Ticket-No: SW20261123-0001',
        'X-Queue: %E6%B0%B4%E5%8A%A1%E7%83%AD%E7%BA%BF%208273',
        'X-Queue-Wait-Ms: 6200',
      ],
    });
    expect(await desk.alerting()).toMatchObject({
      rawNumber: '19900000777',
      displayName: 'Li',
      ticketNo: 'SW20261123-0001',
      lineName: '水务热线 8273',
      queuedMs: 6200,
    });
  });

  it('shows a withheld number as empty', async () => {
    await desk.pbx.call({ number: '' });
    expect(await desk.alerting()).toMatchObject({ rawNumber: '', displayName: '' });
  });

  it('has the answer ready before the click, and opens the microphone only after it', async () => {
    await desk.pbx.call();
    const { callId } = await desk.alerting();
    const media = desk.media.sessions.get(callId);
    await until('prepared', () => media?.answered === 1);
    expect(media?.microphoneOpen).toBe(false);
    await desk.phone.answer(callId);
    expect(media).toMatchObject({ answered: 1, microphoneOpen: true });
    expect(desk.of('connected')).toHaveLength(1);
  });

  it('answers an INVITE without an offer with an offer of its own', async () => {
    const caller = await desk.pbx.call({ withoutSdp: true });
    const { callId } = await desk.alerting();
    await desk.phone.answer(callId);
    await established(caller);
    expect(desk.media.sessions.get(callId)?.offers).toHaveLength(1);
  });

  it('takes a second answer click as the first', async () => {
    const caller = await desk.pbx.call();
    const { callId } = await desk.alerting();
    await Promise.all([desk.phone.answer(callId), desk.phone.answer(callId)]);
    await established(caller);
    expect(desk.of('connected')).toHaveLength(1);
  });

  it('ends with the citizen hanging up', async () => {
    const { caller, media } = await answeredCall();
    await caller.bye();
    expect(await ended()).toMatchObject({ reason: 'citizenHungUp', code: null });
    await until('media closed', () => media?.closed === true);
  });

  it('ends at once when the agent hangs up, and the PBX hears it', async () => {
    const { caller, callId } = await answeredCall();
    await desk.phone.hangUp(callId);
    expect(desk.of('ended')).toMatchObject([{ reason: 'agentHungUp' }]);
    await until('BYE arrived', () => caller.state === SessionState.Terminated);
  });

  it('counts a call that the citizen gave up as missed', async () => {
    const caller = await desk.pbx.call();
    const { callId } = await desk.alerting();
    await until('ringing', () => caller.state === SessionState.Establishing);
    await caller.cancel();
    expect(await ended()).toMatchObject({ callId, reason: 'missed' });
    await expect(desk.phone.answer(callId)).rejects.toMatchObject({ code: 'phone.noSuchCall' });
  });

  it('does not count a call as missed that another desk took', async () => {
    const caller = await desk.pbx.call();
    await desk.alerting();
    await caller.cancel({
      extraHeaders: ['Reason: SIP;cause=200;text="Call completed elsewhere"'],
    });
    expect(await ended()).toMatchObject({ reason: 'cancelled' });
  });

  it('survives CANCEL and answer crossing each other', async () => {
    const caller = await desk.pbx.call();
    const { callId } = await desk.alerting();
    const answer = desk.phone.answer(callId).catch(() => 'refused');
    await caller.cancel();
    await answer;
    await ended();
    await until('both ends over', () => caller.state === SessionState.Terminated);
    expect(desk.of('ended')).toHaveLength(1);
  });

  it('declines with busy', async () => {
    const caller = await desk.pbx.call();
    const { callId } = await desk.alerting();
    await desk.phone.decline(callId);
    expect(await ended()).toMatchObject({ reason: 'declined' });
    await until('refused', () => caller.state === SessionState.Terminated);
  });

  it('holds and retrieves by re-INVITE and closes the microphone meanwhile', async () => {
    const { callId, media } = await answeredCall();
    await desk.phone.hold(callId);
    expect(media?.offers.at(-1)?.direction).toBe('sendonly');
    expect(media?.microphoneOpen).toBe(false);
    await desk.phone.retrieve(callId);
    expect(media?.offers.at(-1)?.direction).toBe('sendrecv');
    expect(media?.microphoneOpen).toBe(true);
    expect(desk.of('agentHold').map((event) => event.held)).toEqual([true, false]);
  });

  it('holds right after the answer, before the PBX has acknowledged it', async () => {
    const caller = await desk.pbx.call();
    const { callId } = await desk.alerting();
    await desk.phone.answer(callId);
    await desk.phone.hold(callId);
    expect(desk.of('agentHold').map((event) => event.held)).toEqual([true]);
    expect(caller.state).toBe(SessionState.Established);
  });

  it('notices that the far side holds', async () => {
    const { caller } = await answeredCall();
    const reinvite = () =>
      new Promise<void>((resolve) => {
        void caller.invite({ requestDelegate: { onAccept: () => resolve() } });
      });
    desk.pbx.direction = 'sendonly';
    await reinvite();
    await until('far hold', () => desk.of('farHold').at(-1)?.held === true);
    desk.pbx.direction = 'sendrecv';
    await reinvite();
    await until('far retrieve', () => desk.of('farHold').at(-1)?.held === false);
  });

  it('mutes by closing the microphone, without a word on the wire', async () => {
    const { callId, media } = await answeredCall();
    await desk.phone.setMuted(callId, true);
    await desk.phone.setMuted(callId, true);
    expect(media).toMatchObject({ microphoneOpen: false, offers: [] });
    await desk.phone.setMuted(callId, false);
    expect(media?.microphoneOpen).toBe(true);
    expect(desk.of('muted').map((event) => event.muted)).toEqual([true, false]);
  });

  it('sends digits in the sound', async () => {
    const { callId, media } = await answeredCall();
    media?.settleTransport(true);
    await desk.phone.sendDtmf(callId, '12#');
    expect(media?.digits).toBe('12#');
  });

  it('keeps digits that are pressed before the path is up, in their order', async () => {
    const { callId, media } = await answeredCall();
    const pressed = ['1', '2', '#'].map((digit) => desk.phone.sendDtmf(callId, digit));
    expect(media?.digits).toBe('');
    media?.settleTransport(true);
    await Promise.all(pressed);
    expect(media?.digits).toBe('12#');
  });

  it('says that digits cannot be sent where there is no path', async () => {
    const { callId, media } = await answeredCall();
    media?.settleTransport(false);
    await expect(desk.phone.sendDtmf(callId, '1')).rejects.toMatchObject({
      code: 'phone.notAllowedNow',
    });
    expect(media?.digits).toBe('');
  });

  it('dials, connects and hangs up', async () => {
    desk.pbx.onInvitation = (invitation) => void invitation.accept();
    await desk.phone.dial(aDial('call-1', '02700000123', 'SW20261123-0001'));
    await until('connected', () => desk.of('connected').length === 1);
    const [invitation] = desk.pbx.invitations;
    expect(invitation?.request.getHeader('X-Ticket-No')).toBe('SW20261123-0001');
    await desk.phone.hangUp('call-1');
    await until('BYE arrived', () => invitation?.state === SessionState.Terminated);
    expect(desk.of('ended')).toMatchObject([{ reason: 'agentHungUp' }]);
  });

  it.each(['A\r\nX-Evil: 1', 'SW1\r\n\r\nbody', 'SW1\nRequire: nothing', '<b>', ''])(
    'writes no header from %j, which is no ticket number, and dials all the same',
    async (ticketNo) => {
      desk.pbx.onInvitation = (invitation) => void invitation.accept();
      await desk.phone.dial(aDial('call-1', '02700000123', ticketNo));
      await until('connected', () => desk.of('connected').length === 1);
      const request = desk.pbx.invitations[0]?.request;
      expect(request?.getHeader('X-Ticket-No')).toBeUndefined();
      expect(request?.getHeader('X-Evil')).toBeUndefined();
      expect(request?.getHeader('Require')).toBeUndefined();
    },
  );

  it.each([
    [486, 'busy', 'sip.busy'],
    [480, 'noAnswer', 'sip.noAnswer'],
    [404, 'failed', 'sip.numberNotFound'],
    [500, 'failed', 'sip.callFailed'],
  ])('tells why an outgoing call failed with %i', async (statusCode, reason, code) => {
    desk.pbx.onInvitation = (invitation) => void invitation.reject({ statusCode });
    await desk.phone.dial(aDial('call-1', '02700000123', null));
    expect(await ended()).toMatchObject({ reason, code });
  });

  it('cancels an outgoing call that rings', async () => {
    await desk.phone.dial(aDial('call-1', '02700000123', null));
    await until('ringing', () => desk.pbx.invitations.length === 1);
    await desk.phone.hangUp('call-1');
    expect(desk.of('ended')).toMatchObject([{ reason: 'cancelled' }]);
    await until('CANCEL arrived', () => desk.pbx.invitations[0]?.state === SessionState.Terminated);
  });

  it('refuses a transfer order of the far side', async () => {
    const { caller } = await answeredCall();
    const statuses: number[] = [];
    await caller.refer(desk.pbx.userAgent.configuration.uri, {
      requestDelegate: { onReject: (response) => statuses.push(response.message.statusCode ?? 0) },
    });
    await until('refused', () => statuses.length === 1);
    expect(desk.of('dialling')).toHaveLength(0);
  });

  describe('when the socket is lost in a call', () => {
    beforeEach(async () => {
      await desk.close();
      desk = await createSipDesk({ timeScale: 0.05 });
      await desk.register();
    });

    it('keeps the call, registers again and renegotiates it with an ICE restart', async () => {
      const { caller, callId, media } = await answeredCall();
      desk.wire.cut();
      await until('lost', () => desk.registration().kind !== 'registered');
      await until('registered again', () => desk.registration().kind === 'registered');
      await until('renegotiated', () => media?.offers.at(-1)?.iceRestart === true);
      expect(desk.of('ended')).toHaveLength(0);
      await until('re-INVITE done', () => caller.dialog?.sessionState === 'Confirmed');
      await desk.phone.hangUp(callId);
      await until('BYE arrived', () => caller.state === SessionState.Terminated);
    });

    it('ends a call that the PBX no longer knows after it came back', async () => {
      const { caller, callId } = await answeredCall();
      desk.wire.cut();
      await caller.bye();
      expect(await ended()).toMatchObject({
        callId,
        reason: 'connectionLost',
        code: 'sip.callCut',
      });
    });

    it('owes the BYE of a call that was hung up meanwhile, and pays it', async () => {
      const { caller, callId } = await answeredCall();
      desk.wire.refuse(true);
      desk.wire.cut();
      await until('lost', () => desk.registration().kind !== 'registered');
      await desk.phone.hangUp(callId);
      expect(desk.of('ended')).toMatchObject([{ reason: 'agentHungUp' }]);
      desk.wire.refuse(false);
      await until('BYE arrived', () => caller.state === SessionState.Terminated);
    });
  });

  it('says BYE for each call and unregisters when it stops', async () => {
    const { caller } = await answeredCall();
    await desk.phone.stop();
    await until('BYE arrived', () => caller.state === SessionState.Terminated);
    expect(desk.pbx.policy.unregistered).toBe(1);
    expect(desk.registration()).toEqual({ kind: 'unregistered' });
  });

  it('does not ring for a call that comes in while it says goodbye: nobody could answer it', async () => {
    desk.wire.onWay = (text, to) => (to === 'pbx' && text.startsWith('REGISTER') ? null : text);
    const stopped = desk.phone.stop();
    const caller = await desk.pbx.call();
    await until('refused', () => caller.state === SessionState.Terminated);
    expect(desk.of('alerting')).toEqual([]);
    await stopped;
  });
});
