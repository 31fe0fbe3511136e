import { type Inviter, SessionState } from 'sip.js';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/shared/app-error.ts';
import { type createFakeMedia, fakeSdp } from '../../support/fake-media.ts';
import { createSipDesk, deskConfig } from '../../support/sip-desk.ts';
import { until } from '../../support/until.ts';

/** Media before the click: what goes over the wire, and what is left when it does not work. */
describe('an answer that is sent while it rings', () => {
  let desk: Awaited<ReturnType<typeof createSipDesk>>;
  afterEach(() => desk.close());

  /** Everything the desk sends, and a say in what of the PBX's frames reaches it. */
  const start = async (answerMedia: 'early' | 'atAnswer' = 'early', timeScale = 1) => {
    desk = await createSipDesk({ timeScale });
    const sent: string[] = [];
    const { onFrame, toDesk } = desk.wire;
    desk.wire.onFrame = (text) => {
      sent.push(text);
      onFrame(text);
    };
    let drops = (_text: string): boolean => false;
    desk.wire.toDesk = (data) => {
      if (typeof data !== 'string' || !drops(data)) toDesk(data);
    };
    await desk.register({ ...deskConfig, answerMedia });
    return {
      responses: (status: number) =>
        sent.filter(
          (text) => text.startsWith(`SIP/2.0 ${status} `) && /^CSeq: \d+ INVITE/m.test(text),
        ),
      answersTo: (method: string) =>
        sent.filter(
          (text) =>
            text.startsWith('SIP/2.0 ') && new RegExp(`^CSeq: \\d+ ${method}`, 'm').test(text),
        ),
      drop: (which: (text: string) => boolean) => {
        drops = which;
      },
    };
  };
  const bodyOf = (message: string | undefined) => message?.split('\r\n\r\n')[1] ?? '';
  const mediaOf = (
    callId: string,
  ): NonNullable<ReturnType<ReturnType<typeof createFakeMedia>['sessions']['get']>> => {
    const media = desk.media.sessions.get(callId);
    if (!media) throw new Error('no media');
    return media;
  };
  const established = (caller: Inviter) =>
    until('established', () => caller.state === SessionState.Established);
  const reliably = { headers: ['Supported: 100rel'] };

  it('goes in a 183, and the 200 repeats the very same description', async () => {
    const wire = await start();
    const caller = await desk.pbx.call();
    const { callId } = await desk.alerting();
    await until('a 183', () => wire.responses(183).length === 1);
    expect(mediaOf(callId).microphoneOpen).toBe(false);
    expect(desk.of('connected')).toEqual([]);
    await desk.phone.answer(callId);
    await established(caller);
    expect(bodyOf(wire.responses(183)[0])).toContain('m=audio');
    expect(bodyOf(wire.responses(200)[0])).toBe(bodyOf(wire.responses(183)[0]));
    expect(wire.responses(183)[0]).not.toContain('100rel');
    expect(mediaOf(callId)).toMatchObject({ answered: 1, microphoneOpen: true });
  });

  it('goes in a reliable 183 where the caller knows 100rel, and its PRACK is answered', async () => {
    const wire = await start();
    const caller = await desk.pbx.call(reliably);
    const { callId } = await desk.alerting();
    await until('an answered PRACK', () => wire.answersTo('PRACK').length === 1);
    expect(wire.answersTo('PRACK')[0]).toContain('SIP/2.0 200');
    expect(wire.responses(183)[0]).toMatch(/^Require: 100rel\r$/m);
    expect(wire.responses(183)[0]).toMatch(/^RSeq: \d+\r$/m);
    await desk.phone.answer(callId);
    await established(caller);
    expect(mediaOf(callId).answered).toBe(1);
  });

  it('waits with the 200 for a PRACK that is late', async () => {
    const wire = await start();
    const held: string[] = [];
    wire.drop((text) => text.startsWith('PRACK') && held.push(text) === 1);
    const caller = await desk.pbx.call(reliably);
    const { callId } = await desk.alerting();
    await until('the PRACK', () => held.length === 1);
    const answered = desk.phone.answer(callId);
    await until('the click', () => mediaOf(callId).answered === 1);
    expect(wire.responses(200)).toEqual([]);
    desk.wire.toDesk(held[0]);
    await answered;
    await established(caller);
    await until('a 200', () => wire.responses(200).length === 1);
    expect(wire.answersTo('PRACK')[0]).toContain('SIP/2.0 200');
  });

  it('answers although no PRACK ever comes, and leaves out the 183 from then on', async () => {
    const wire = await start('early', 0.1);
    wire.drop((text) => text.startsWith('PRACK'));
    const caller = await desk.pbx.call(reliably);
    const { callId } = await desk.alerting();
    await until('the 183 several times', () => wire.responses(183).length > 3);
    await desk.phone.answer(callId);
    await until('a 200 with the description', () =>
      bodyOf(wire.responses(200)[0]).includes('m=audio'),
    );
    expect(caller.state).not.toBe(SessionState.Terminated);
    await ordinary(wire);
  });

  it('restarts ICE after the click when the early path has failed, and leaves out the 183 from then on', async () => {
    const wire = await start();
    const caller = await desk.pbx.call();
    const { callId } = await desk.alerting();
    await until('a 183', () => wire.responses(183).length === 1);
    mediaOf(callId).settleTransport(false);
    await desk.phone.answer(callId);
    await established(caller);
    await until('an offer anew', () => mediaOf(callId).offers.length === 1);
    expect(mediaOf(callId).offers[0]?.iceRestart).toBe(true);
    await ordinary(wire);
  });

  it('is over with the reason when nobody can talk over the answer to that restart', async () => {
    const wire = await start();
    const caller = await desk.pbx.call();
    const { callId } = await desk.alerting();
    await until('a 183', () => wire.responses(183).length === 1);
    const media = mediaOf(callId);
    media.acceptAnswer = () => Promise.reject(new AppError('media.noCommonCodec'));
    media.settleTransport(false);
    await desk.phone.answer(callId);
    await until('ended', () => desk.of('ended').length > 0);
    expect(desk.of('ended')[0]).toMatchObject({ reason: 'failed', code: 'media.noCommonCodec' });
    await until('told', () => caller.state === SessionState.Terminated);
  });

  it('leaves out the 183 from then on when the path does not come up while it rings', async () => {
    const wire = await start('early', 0.01);
    await desk.pbx.call();
    await desk.alerting();
    await until('a 183', () => wire.responses(183).length === 1);
    const patience = performance.now() + 600;
    await until('the limit', () => performance.now() > patience);
    await ordinary(wire);
  });

  it('is over when the PBX ends the early dialog, and is not tried again', async () => {
    const wire = await start();
    const caller = await desk.pbx.call();
    await desk.alerting();
    await until('a 183', () => wire.responses(183).length === 1);
    await until('an early dialog', () => desk.pbx.userAgent.userAgentCore.dialogs.size > 0);
    const [dialog] = desk.pbx.userAgent.userAgentCore.dialogs.values();
    const request = dialog?.createOutgoingRequestMessage('BYE');
    if (request) desk.pbx.userAgent.userAgentCore.request(request);
    await until('the end', () => desk.of('ended').length === 1);
    await until('the end at the PBX', () => caller.state === SessionState.Terminated);
    await ordinary(wire);
  });

  it('is tried again after the desk has registered anew', async () => {
    const wire = await start('early', 0.01);
    const caller = await desk.pbx.call();
    const { callId } = await desk.alerting();
    await until('a 183', () => wire.responses(183).length === 1);
    mediaOf(callId).settleTransport(false);
    await caller.cancel();
    await until('the end', () => desk.of('ended').length === 1);
    desk.wire.cut();
    const registrations = desk.pbx.policy.accepted;
    await until(
      'registered anew',
      () => desk.pbx.policy.accepted > registrations && desk.registration().kind === 'registered',
    );
    await desk.pbx.call();
    await until('a second 183', () => wire.responses(183).length === 2);
  });

  it('is left to the click for an INVITE without an offer', async () => {
    const wire = await start();
    const caller = await desk.pbx.call({ withoutSdp: true });
    const { callId } = await desk.alerting();
    await desk.phone.answer(callId);
    await established(caller);
    expect(wire.responses(183)).toEqual([]);
    expect(bodyOf(wire.responses(200)[0])).toBe(fakeSdp('sendrecv'));
  });

  it('is left to the click where the office has set it so', async () => {
    const wire = await start('atAnswer');
    await ordinary(wire, 1);
  });

  /** A call that is answered by the 200 alone. */
  async function ordinary(wire: Awaited<ReturnType<typeof start>>, count = 2): Promise<void> {
    const before = wire.responses(183).length;
    const answered = wire.responses(200).length;
    const caller = await desk.pbx.call();
    const { callId } = await desk.alerting(count);
    await until('prepared', () => mediaOf(callId).answered === 1);
    await desk.phone.answer(callId);
    await established(caller);
    expect(wire.responses(183)).toHaveLength(before);
    expect(bodyOf(wire.responses(200)[answered])).toContain('m=audio');
  }
});
