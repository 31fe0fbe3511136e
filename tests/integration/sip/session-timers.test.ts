import { type Inviter, SessionState } from 'sip.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aDial } from '../../support/dial-order.ts';
import { expectNothingStuck } from '../../support/nothing-stuck.ts';
import { createSipDesk, deskConfig } from '../../support/sip-desk.ts';
import { until } from '../../support/until.ts';

const header = (text: string, name: string) =>
  new RegExp(`^${name}: (.*)$`, 'mi').exec(text)?.[1]?.trim() ?? '';
const isAnswer = (text: string, status: number, method: string) =>
  text.startsWith(`SIP/2.0 ${status}`) && header(text, 'CSeq').endsWith(method);

describe('session timers on the wire (RFC 4028)', () => {
  let desk: Awaited<ReturnType<typeof createSipDesk>>;
  let toPbx: string[];
  let toDesk: string[];
  beforeEach(async () => {
    desk = await createSipDesk({ timeScale: 0.01 });
    await desk.register({ ...deskConfig, sessionExpiresSeconds: 240 });
    toPbx = [];
    toDesk = [];
    desk.wire.onWay = (text, to) => {
      (to === 'pbx' ? toPbx : toDesk).push(text);
      return text;
    };
  });
  afterEach(() => desk.close());

  const talking = async (...headers: string[]) => {
    const caller: Inviter = await desk.pbx.call({ headers });
    const { callId } = await desk.alerting();
    await desk.phone.answer(callId);
    await until('acknowledged', () => toDesk.some((text) => text.startsWith('ACK ')));
    return { caller, callId };
  };
  const ended = () => until('ended', () => desk.of('ended').length === 1, 10_000);
  const inviteSeen = () => toDesk.find((text) => text.startsWith('INVITE ')) ?? '';
  const answerSent = () => toPbx.find((text) => isAnswer(text, 200, 'INVITE')) ?? '';
  /** An UPDATE of the PBX in the running call. */
  const update = (cseq: number, ...lines: string[]) => {
    const start = inviteSeen();
    desk.wire.toDesk(
      [
        start.slice(0, start.indexOf('\r\n')).replace('INVITE', 'UPDATE'),
        `Via: SIP/2.0/WS pbx.invalid;branch=z9hG4bKupdate${cseq}`,
        'Max-Forwards: 70',
        `From: ${header(start, 'From')}`,
        `To: ${header(answerSent(), 'To')}`,
        `Call-ID: ${header(start, 'Call-ID')}`,
        `CSeq: ${cseq} UPDATE`,
        'Contact: <sip:pbx@pbx.example;transport=ws>',
        ...lines,
        'Content-Length: 0',
        '',
        '',
      ].join('\r\n'),
    );
  };

  it('puts the agreed time into the answer and refreshes the call until it ends', async () => {
    const { callId } = await talking('Supported: timer', 'Session-Expires: 1800');
    expect(header(answerSent(), 'Session-Expires')).toBe('240;refresher=uas');
    expect(header(answerSent(), 'Allow')).toContain('UPDATE');
    const refreshes = () => toPbx.filter((text) => text.startsWith('INVITE '));
    await until('refreshed', () => refreshes().length > 0);
    expect(header(refreshes()[0] ?? '', 'Session-Expires')).toBe('240;refresher=uac');
    expect(desk.of('ended')).toHaveLength(0);
    await desk.phone.hangUp(callId);
    await expectNothingStuck(desk);
  });

  it('refreshes by UPDATE where the far side has it, with the Contact that RFC 3311 wants', async () => {
    const { callId } = await talking(
      'Supported: timer',
      'Session-Expires: 1800',
      'Allow: INVITE, ACK, BYE, CANCEL, UPDATE',
    );
    const refreshes = () => toPbx.filter((text) => text.startsWith('UPDATE '));
    await until('refreshed', () => refreshes().length > 0);
    expect(header(refreshes()[0] ?? '', 'Contact')).toBe(header(answerSent(), 'Contact'));
    await desk.phone.hangUp(callId);
  });

  it('answers the refreshes of a caller that wants to make them, by re-INVITE and by UPDATE', async () => {
    const { caller, callId } = await talking(
      'Supported: timer',
      'Session-Expires: 240;refresher=uac',
    );
    expect(header(answerSent(), 'Require')).toBe('timer');
    const before = toPbx.length;
    await caller.invite({
      requestOptions: {
        extraHeaders: ['Supported: timer', 'Session-Expires: 240;refresher=uac'],
      },
    });
    await until('re-INVITE answered', () =>
      toPbx.slice(before).some((text) => isAnswer(text, 200, 'INVITE')),
    );
    const again = toPbx.slice(before).find((text) => isAnswer(text, 200, 'INVITE')) ?? '';
    expect(header(again, 'Session-Expires')).toBe('240;refresher=uac');
    update(50, 'Supported: timer', 'Session-Expires: 240;refresher=uac');
    await until('UPDATE answered', () => toPbx.some((text) => isAnswer(text, 200, 'UPDATE')));
    expect(
      header(toPbx.find((text) => isAnswer(text, 200, 'UPDATE')) ?? '', 'Session-Expires'),
    ).toBe('240;refresher=uac');
    await desk.phone.hangUp(callId);
    await until('over', () => caller.state === SessionState.Terminated);
  });

  it('answers connected-line news by UPDATE with 200, and an UPDATE of no call with 481', async () => {
    const { callId } = await talking();
    update(60, 'P-Asserted-Identity: "Wang" <sip:19900000777@pbx.example>');
    await until('answered', () => toPbx.some((text) => isAnswer(text, 200, 'UPDATE')));
    await desk.phone.hangUp(callId);
    await until('over', () => toDesk.some((text) => isAnswer(text, 200, 'BYE')));
    update(61);
    await until('481', () => toPbx.some((text) => isAnswer(text, 481, 'UPDATE')));
    await expectNothingStuck(desk);
  });

  it('ends the call with BYE when the refresher falls silent', async () => {
    const { caller } = await talking('Supported: timer', 'Session-Expires: 240;refresher=uac');
    await ended();
    expect(desk.of('ended')).toMatchObject([{ reason: 'connectionLost', code: 'sip.callCut' }]);
    await until('BYE arrived', () => caller.state === SessionState.Terminated);
    await expectNothingStuck(desk);
  });

  it('refuses an INVITE that asks for less than 90 s with 422, and rings nobody', async () => {
    const caller = await desk.pbx.call({ headers: ['Supported: timer', 'Session-Expires: 60'] });
    await until('refused', () => caller.state === SessionState.Terminated);
    expect(header(toPbx.find((text) => isAnswer(text, 422, 'INVITE')) ?? '', 'Min-SE')).toBe('90');
    expect(desk.of('alerting')).toHaveLength(0);
    await expectNothingStuck(desk);
  });

  it('dials again with the time that the PBX asks for in a 422, as one call', async () => {
    desk.pbx.onInvitation = (invitation) => {
      const asked = Number.parseInt(invitation.request.getHeader('session-expires') ?? '', 10);
      if (asked < 600) void invitation.reject({ statusCode: 422, extraHeaders: ['Min-SE: 600'] });
      else void invitation.accept();
    };
    await desk.phone.dial(aDial('call-1', '02700000123', null));
    await until('connected', () => desk.of('connected').length === 1);
    expect(desk.of('dialling')).toHaveLength(1);
    expect(desk.of('ended')).toHaveLength(0);
    await desk.phone.hangUp('call-1');
    await expectNothingStuck(desk);
  });
});
