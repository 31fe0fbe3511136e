import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Chain, type Change, openChain } from '../../support/sip-media/chain.ts';
import { bodyOf } from '../../support/sip-media/scripted-pbx.ts';
import {
  audioPort0,
  bare,
  besideIsup,
  t38,
  withCodecs,
  without,
} from '../../support/sip-media/sdp-changes.ts';

vi.setConfig({ testTimeout: 90_000 });

let chain: Chain;
beforeAll(async () => {
  chain = await openChain();
});
afterAll(() => chain?.close());

async function dialled() {
  const callId = randomUUID();
  await chain.citizen([]);
  void chain.page.evaluate((id) => globalThis.seat.dial(id), callId);
  const call = await chain.pbx.called();
  const [invite = ''] = call.heard;
  const answer = await chain.page.evaluate((sdp) => globalThis.far.answer(sdp), bodyOf(invite));
  return { callId, call, answer };
}

describe('a call of ours, answered by descriptions from the field', () => {
  const good: readonly { name: string; change: Change }[] = [
    { name: 'as a browser answers', change: (sdp) => sdp },
    { name: 'without names and BUNDLE', change: bare },
    { name: 'with a fax line that nobody offered', change: (sdp) => sdp + t38() },
    { name: 'with a second audio line, dead', change: (sdp) => `${sdp}m=audio 0 RTP/AVP 8\r\n` },
    { name: 'with ISUP beside it (SIP-I)', change: besideIsup },
  ];
  it.each(good)('$name: sound both ways', async ({ change }) => {
    const { callId, call, answer } = await dialled();
    call.answer('INVITE', '200 OK', change(answer));
    await chain.event('connected', callId);
    await chain.sound(callId);
    await chain.act('hangUp', callId);
    await chain.event('ended', callId);
  });

  it('early media from a 183 is heard before the 200', async () => {
    const { callId, call, answer } = await dialled();
    call.answer('INVITE', '183 Session Progress', answer);
    await chain.sound(callId, { agent: true, citizen: false });
    call.answer('INVITE', '200 OK', answer);
    await chain.event('connected', callId);
    await chain.sound(callId);
    await chain.act('hangUp', callId);
    await chain.event('ended', callId);
  });

  /** 183 from `a`, 200 from `b`; resolves with the re-INVITE that makes new media with `b`, and what `b` would answer. */
  const forked = async () => {
    const { callId, call, answer } = await dialled();
    call.answer('INVITE', '183 Session Progress', answer, 'a');
    await chain.sound(callId, { agent: true, citizen: false });
    const answerOfB = async (offer: string) => {
      await chain.citizen([]);
      return chain.page.evaluate((sdp) => globalThis.far.answer(sdp), bodyOf(offer));
    };
    call.answer('INVITE', '200 OK', await answerOfB(call.heard[0] ?? ''), 'b');
    const anew = await call.hears((text) => text.startsWith('INVITE ') && text.includes(';tag=b'));
    return { callId, call, answer: await answerOfB(anew) };
  };

  it('183 from one fork, 200 from another: talks with who has answered', async () => {
    const { callId, call, answer } = await forked();
    call.answer('INVITE', '200 OK', answer);
    await chain.event('connected', callId);
    await chain.sound(callId);
    await chain.act('hangUp', callId);
    await chain.event('ended', callId);
  });

  it.each([
    { name: 'audio refused (port 0)', change: audioPort0, code: 'media.noAudioLine' },
    { name: 'no codec', change: withCodecs('18', ['18 G729/8000']), code: 'media.noCommonCodec' },
    { name: 'no DTLS', change: without('fingerprint'), code: 'media.notEncrypted' },
  ])(
    'the other fork wants new media with $name: never connected, BYE, and the reason',
    async (one) => {
      const { callId, call, answer } = await forked();
      call.answer('INVITE', '200 OK', one.change(answer));
      expect(await chain.event('ended', callId)).toMatchObject({
        reason: 'failed',
        code: one.code,
      });
      await call.hears((text) => text.startsWith('BYE '));
      const events = await chain.events();
      expect(events.some((event) => event.kind === 'connected' && event.callId === callId)).toBe(
        false,
      );
    },
  );

  it.each([
    { name: 'audio refused (port 0)', change: audioPort0, code: 'media.noAudioLine' },
    {
      name: 'fax alone',
      change: (sdp: string) => sdp.slice(0, sdp.indexOf('m=')) + t38(),
      code: 'media.noAudioLine',
    },
    { name: 'no codec', change: withCodecs('18', ['18 G729/8000']), code: 'media.noCommonCodec' },
    { name: 'no DTLS', change: without('fingerprint'), code: 'media.notEncrypted' },
    { name: 'no description at all', change: () => '', code: 'media.noAudioLine' },
    {
      name: 'no lines at all',
      change: (sdp: string) => sdp.slice(0, sdp.indexOf('m=')),
      code: 'media.noAudioLine',
    },
  ])('$name: never connected, ACK and BYE, and the reason', async ({ change, code }) => {
    const { callId, call, answer } = await dialled();
    call.answer('INVITE', '200 OK', change(answer));
    expect(await chain.event('ended', callId)).toMatchObject({ reason: 'failed', code });
    await call.hears((text) => text.startsWith('ACK '));
    await call.hears((text) => text.startsWith('BYE '));
    expect(
      (await chain.events()).some((one) => one.kind === 'connected' && one.callId === callId),
    ).toBe(false);
  });
});
