import { type Inviter, SessionState } from 'sip.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError, errorCodeOf } from '../../../src/shared/app-error.ts';
import { aDial } from '../../support/dial-order.ts';
import { fakeSdp } from '../../support/fake-media.ts';
import { expectNothingStuck } from '../../support/nothing-stuck.ts';
import { createSipDesk } from '../../support/sip-desk.ts';
import { until } from '../../support/until.ts';

const timerNames = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;
const cseqOf = (text: string) => /^CSeq: (\d+ [A-Z]+)/m.exec(text)?.[1] ?? '';
const isRequest = (text: string, method: string) => text.startsWith(`${method} `);
const isAnswer = (text: string, status: number, method: string) =>
  text.startsWith(`SIP/2.0 ${status}`) && cseqOf(text).endsWith(method);
const header = (text: string, name: string) =>
  new RegExp(`^${name}: (.*)$`, 'mi').exec(text)?.[1]?.trim() ?? '';

/** A response of the PBX to a request of the desk, with what a fault needs in it. */
const answerTo = (request: string, status: string, extra: readonly string[] = []) =>
  [
    `SIP/2.0 ${status}`,
    ...(request.match(/^Via: .*$/gm) ?? []),
    `From: ${header(request, 'From')}`,
    `To: ${header(request, 'To')}`,
    `Call-ID: ${header(request, 'Call-ID')}`,
    `CSeq: ${header(request, 'CSeq')}`,
    ...extra,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');

describe('a call while its messages cross, double or get lost', () => {
  let desk: Awaited<ReturnType<typeof createSipDesk>>;
  let toPbx: string[];
  let toDesk: string[];
  beforeEach(async () => {
    desk = await createSipDesk({ timeScale: 0.05 });
    await desk.register();
    toPbx = [];
    toDesk = [];
    watch(() => false);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await desk.close();
  });

  /** Keeps what passes; `isLost` decides what does not. */
  function watch(isLost: (text: string, to: 'desk' | 'pbx') => boolean): void {
    desk.wire.onWay = (text, to) => {
      (to === 'pbx' ? toPbx : toDesk).push(text);
      return isLost(text, to) ? null : text;
    };
  }
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
  const dialled = async () => {
    await desk.phone.dial(aDial('call-1', '02700000123', null));
    await until('INVITE arrived', () => desk.pbx.invitations.length === 1);
    const [invitation] = desk.pbx.invitations;
    if (!invitation) throw new Error('no INVITE');
    return invitation;
  };

  it('says that the answer was never acknowledged, and ends the call', async () => {
    watch((text, to) => to === 'desk' && isRequest(text, 'ACK'));
    await desk.pbx.call();
    const { callId } = await desk.alerting();
    // The 200 is repeated for 64*T1 (RFC 3261 §13.3.1.4): half a minute, which passes here at once.
    vi.useFakeTimers({ toFake: [...timerNames], shouldAdvanceTime: true });
    await desk.phone.answer(callId);
    await vi.advanceTimersByTimeAsync(33_000);
    expect(await ended()).toMatchObject({ reason: 'failed', code: 'sip.notAcknowledged' });
    await until('BYE out', () => toPbx.some((text) => isRequest(text, 'BYE')));
    watch(() => false);
    vi.useRealTimers();
    await expectNothingStuck(desk);
  });

  it('holds although both sides re-INVITE at the same moment (491)', async () => {
    const { caller, callId } = await answeredCall();
    const theirs = caller.invite().catch(() => {});
    await desk.phone.hold(callId);
    await theirs;
    expect([...toPbx, ...toDesk].some((text) => isAnswer(text, 491, 'INVITE'))).toBe(true);
    expect(desk.of('agentHold').map(({ held }) => held)).toEqual([true]);
    await desk.phone.hangUp(callId);
    await expectNothingStuck(desk);
  });

  it('ends once when the far side hangs up into our re-INVITE', async () => {
    const { caller, callId } = await answeredCall();
    const hold = desk.phone.hold(callId).catch(() => 'refused');
    await caller.bye();
    expect(await ended()).toMatchObject({ callId, reason: 'citizenHungUp' });
    await Promise.race([
      hold,
      until('media closed', () => desk.media.sessions.get(callId)?.closed === true),
    ]);
    await expectNothingStuck(desk);
  });

  it('ends once when both sides hang up at the same moment', async () => {
    const { caller, callId } = await answeredCall();
    const theirs = caller.bye();
    await desk.phone.hangUp(callId);
    await theirs;
    expect(await ended()).toMatchObject({ reason: 'agentHungUp' });
    await expectNothingStuck(desk);
  });

  it('answers a BYE that comes after the end with 481 and stays whole', async () => {
    const { callId } = await answeredCall();
    await desk.phone.hangUp(callId);
    await until('BYE out', () => toPbx.some((text) => isRequest(text, 'BYE')));
    await until('BYE answered', () => toDesk.some((text) => isAnswer(text, 200, 'BYE')));
    const invite = toDesk.find((text) => isRequest(text, 'INVITE')) ?? '';
    const toTag = header(toPbx.find((text) => isAnswer(text, 200, 'INVITE')) ?? '', 'To');
    const bye = invite
      .slice(0, invite.indexOf('\r\n\r\n'))
      .replace(/^INVITE/, 'BYE')
      .replace(/^CSeq: .*$/m, 'CSeq: 77 BYE')
      .replace(/branch=z9hG4bK\w+/, 'branch=z9hG4bKlatebye1')
      .replace(/^To: .*$/m, `To: ${toTag}`)
      .replace(/^Content-Length: .*$/m, 'Content-Length: 0');
    desk.wire.toDesk(`${bye}\r\n\r\n`);
    await until('481', () => toPbx.some((text) => isAnswer(text, 481, 'BYE')));
    expect(desk.of('ended')).toHaveLength(1);
    await expectNothingStuck(desk);
  });

  it('rings once for an INVITE that is sent again, and refuses a merged one with 482', async () => {
    await desk.pbx.call();
    const { callId } = await desk.alerting();
    const invite = toDesk.find((text) => isRequest(text, 'INVITE')) ?? '';
    desk.wire.toDesk(invite);
    desk.wire.toDesk(invite.replace(/branch=z9hG4bK\w+/, 'branch=z9hG4bKotherway1'));
    await until('482', () => toPbx.some((text) => isAnswer(text, 482, 'INVITE')));
    expect(desk.of('alerting')).toHaveLength(1);
    await desk.phone.decline(callId);
    await expectNothingStuck(desk);
  });

  it('takes the first of two answers of a forked call and ends the second with ACK and BYE', async () => {
    watch(() => false);
    const invitation = await dialled();
    await invitation.accept();
    await until('connected', () => desk.of('connected').length === 1);
    const first = toDesk.find((text) => isAnswer(text, 200, 'INVITE')) ?? '';
    desk.wire.toDesk(first.replace(/^(To: .*;tag=)\w+/m, '$1secondfork'));
    const toSecond = (method: string) =>
      toPbx.some(
        (text) => isRequest(text, method) && header(text, 'To').endsWith('tag=secondfork'),
      );
    await until('second fork ended', () => toSecond('ACK') && toSecond('BYE'));
    expect(desk.of('ended')).toHaveLength(0);
    await desk.phone.hangUp('call-1');
    await expectNothingStuck(desk);
  });

  it('ends an outgoing call that is answered while it is cancelled with ACK and BYE', async () => {
    const invitation = await dialled();
    const accepting = invitation.accept();
    await desk.phone.hangUp('call-1');
    await accepting.catch(() => {});
    expect(await ended()).toMatchObject({ reason: 'cancelled' });
    await expectNothingStuck(desk);
  });

  it('is connected by the 200, not by early media in a 183', async () => {
    const invitation = await dialled();
    await invitation.progress({
      statusCode: 183,
      body: { contentType: 'application/sdp', body: fakeSdp('sendrecv') },
    });
    await until('183 arrived', () => toDesk.some((text) => isAnswer(text, 183, 'INVITE')));
    expect(desk.of('connected')).toHaveLength(0);
    await invitation.accept();
    await until('connected', () => desk.of('connected').length === 1);
    await desk.phone.hangUp('call-1');
    await expectNothingStuck(desk);
  });

  it('hands an offer with IPv6 addresses and candidates to the media as it came', async () => {
    const offers: string[] = [];
    const { open } = desk.media;
    desk.media.open = (...args) => {
      const session = open(...args);
      const { answerOffer } = session;
      session.answerOffer = (sdp, direction) => {
        offers.push(sdp);
        return answerOffer(sdp, direction);
      };
      return session;
    };
    desk.wire.onWay = (text, to) => {
      if (to !== 'desk' || !isRequest(text, 'INVITE')) return text;
      const [head = '', body = ''] = text.split('\r\n\r\n');
      const sdp = `${body.replaceAll('IN IP4 127.0.0.1', 'IN IP6 2001:db8::7')}a=candidate:1 1 udp 2130706431 2001:db8::7 4000 typ host\r\n`;
      return `${head.replace(/^Content-Length: .*$/m, `Content-Length: ${sdp.length}`)}\r\n\r\n${sdp}`;
    };
    await desk.pbx.call();
    const { callId } = await desk.alerting();
    await desk.phone.answer(callId);
    expect(offers[0]).toContain('c=IN IP6 2001:db8::7');
    expect(offers[0]).toContain('2001:db8::7 4000 typ host');
    await desk.phone.hangUp(callId);
    await expectNothingStuck(desk);
  });

  it('refuses an offer that it cannot talk with 488, and says why', async () => {
    const { open } = desk.media;
    desk.media.open = (...args) => {
      const session = open(...args);
      session.answerOffer = () => Promise.reject(new AppError('media.negotiationFailed'));
      return session;
    };
    const caller = await desk.pbx.call();
    const { callId } = await desk.alerting();
    // The answer is prepared 60 ms after the ring, and its failure ends the call: who is later than that finds none.
    const refusal = await desk.phone.answer(callId).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AppError);
    expect(['media.negotiationFailed', 'phone.noSuchCall']).toContain(errorCodeOf(refusal));
    expect(await ended()).toMatchObject({ reason: 'failed', code: 'media.negotiationFailed' });
    await until('refused', () => caller.state === SessionState.Terminated);
    expect(toPbx.some((text) => isAnswer(text, 488, 'INVITE'))).toBe(true);
    desk.media.open = open;
    await expectNothingStuck(desk);
  });

  describe('when the browser makes no offer', () => {
    let open: typeof desk.media.open;
    beforeEach(() => {
      open = desk.media.open;
      desk.media.open = (...args) => {
        const session = open(...args);
        session.createOffer = () => Promise.reject(new AppError('media.negotiationFailed'));
        return session;
      };
    });
    const failed = { reason: 'failed', code: 'media.negotiationFailed' };

    it('a call that is dialled says so', async () => {
      await expect(desk.phone.dial(aDial('call-1', '02700000123', null))).rejects.toMatchObject({
        code: failed.code,
      });
      expect(await ended()).toMatchObject(failed);
      desk.media.open = open;
      await expectNothingStuck(desk);
    });

    it('an INVITE without one is refused with 488, and nobody missed it', async () => {
      const caller = await desk.pbx.call({ withoutSdp: true });
      const { callId } = await desk.alerting();
      await expect(desk.phone.answer(callId)).rejects.toMatchObject({ code: failed.code });
      expect(await ended()).toMatchObject(failed);
      await until('refused', () => caller.state === SessionState.Terminated);
      expect(toPbx.some((text) => isAnswer(text, 488, 'INVITE'))).toBe(true);
      desk.media.open = open;
      await expectNothingStuck(desk);
    });
  });

  it('holds although the PBX asks for credentials, twice with a stale nonce, in the call', async () => {
    const { callId } = await answeredCall();
    let challenges = 0;
    desk.wire.onWay = (text, to) => {
      if (to !== 'pbx') return text;
      const isReinvite = isRequest(text, 'INVITE') && /;tag=/.test(header(text, 'To'));
      if (isRequest(text, 'ACK') && challenges > 0 && challenges < 3) {
        if (Number.parseInt(cseqOf(text), 10) === refused) return null;
      }
      if (!isReinvite || challenges === 2) return text;
      challenges += 1;
      refused = Number.parseInt(cseqOf(text), 10);
      const stale = challenges === 2 ? ', stale=true' : '';
      desk.wire.toDesk(
        answerTo(text, '401 Unauthorized', [
          `WWW-Authenticate: Digest realm="pbx.example", nonce="n${challenges}", algorithm=MD5, qop="auth"${stale}`,
        ]),
      );
      return null;
    };
    let refused = 0;
    await desk.phone.hold(callId);
    expect(challenges).toBe(2);
    expect(desk.of('agentHold').at(-1)).toMatchObject({ held: true });
    desk.wire.onWay = (text) => text;
    await desk.phone.retrieve(callId);
    await desk.phone.hangUp(callId);
    await expectNothingStuck(desk);
  });

  it.each([503, 408, 488])(
    'ends an outgoing call that hears %i and stays registered',
    async (status) => {
      desk.pbx.onInvitation = (invitation) =>
        void invitation.reject({ statusCode: status, extraHeaders: ['Retry-After: 30'] });
      await desk.phone.dial(aDial('call-1', '02700000123', null));
      expect((await ended())?.code).not.toBeNull();
      expect(desk.registration().kind).toBe('registered');
      await expectNothingStuck(desk);
    },
  );
});
