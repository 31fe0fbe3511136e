import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Change, type Chain, openChain, unchanged } from '../../support/sip-media/chain.ts';
import { bodyOf } from '../../support/sip-media/scripted-pbx.ts';
import {
  audioAlone,
  audioPort0,
  bare,
  before,
  besideIsup,
  linesOf,
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

interface Case {
  readonly name: string;
  readonly lines?: readonly ('audio' | 'video')[];
  readonly change?: Change;
  readonly back?: Change;
  readonly answered: readonly string[];
}

const deadAudio = 'm=audio 0 RTP/AVP 8\r\nc=IN IP4 127.0.0.1\r\na=rtpmap:8 PCMA/8000\r\n';
const oddLines = [
  ...['a=candidate:x', 'a=candidate:9 1 tls 15 192.0.2.1 5000 typ relay'],
  ...[
    'a=candidate:9 1 udp 15 192.0.2.1 99999 typ host',
    'a=rtpmap:97 what',
    'a=fmtp:8 ',
    'a=rtcp-fb:8',
  ],
  ...[
    'a=extmap:0 urn:x',
    'a=extmap:x',
    'a=ssrc:99999999999 cname:x',
    'a=ssrc:124',
    'a=ssrc:123 cname:x y',
    'a=msid:a b c d',
  ],
  ...['a=X-nat:0 Unknown', 'a=', 'a= label:1', 'y=0100000001', 'hello', 'b=AS:', 'a=rid:1 send'],
];
const cases: readonly Case[] = [
  { name: 'audio alone', answered: ['audio taken'] },
  { name: 'ISUP beside it (SIP-I)', change: besideIsup, answered: ['audio taken'] },
  {
    name: 'audio and video',
    lines: ['audio', 'video'],
    answered: ['audio taken', 'video refused'],
  },
  {
    name: 'video before audio',
    lines: ['video', 'audio'],
    answered: ['video refused', 'audio taken'],
  },
  {
    name: 'dead video before audio',
    lines: ['video', 'audio'],
    change: (sdp) => sdp.replace(/^m=video \d+/m, 'm=video 0'),
    answered: ['video refused', 'audio taken'],
  },
  {
    name: 'audio before fax, no names',
    change: (sdp) => bare(sdp) + t38(),
    back: audioAlone,
    answered: ['audio taken', 'image refused'],
  },
  {
    name: 'fax before audio, no names',
    change: (sdp) => before(bare(sdp), t38()),
    back: audioAlone,
    answered: ['image refused', 'audio taken'],
  },
  {
    name: 'a dead RTP/AVP line before the DTLS one',
    change: (sdp) => before(bare(sdp), deadAudio),
    back: audioAlone,
    answered: ['audio refused', 'audio taken'],
  },
  {
    name: 'a living RTP/AVP line without DTLS before the DTLS one',
    change: (sdp) => before(bare(sdp), deadAudio.replace('audio 0', 'audio 4000')),
    back: audioAlone,
    answered: ['audio refused', 'audio taken'],
  },
  {
    name: 'audio that is bundled below video (bundle-only)',
    lines: ['video', 'audio'],
    change: (sdp) => sdp.replace(/^m=audio \d+(.*)$/m, 'm=audio 0$1\r\na=bundle-only'),
    answered: ['video taken', 'audio taken'],
  },
  {
    name: 'IPv6 addresses and candidates beside the living one',
    change: (sdp) =>
      sdp
        .replace(/^c=IN IP4 .*$/gm, 'c=IN IP6 2001:db8::5')
        .replace(/^a=mid:/m, 'a=candidate:9 1 udp 2130706431 2001:db8::5 4000 typ host\r\na=mid:'),
    answered: ['audio taken'],
  },
  {
    name: 'PCMA alone, and events',
    change: withCodecs('8 101', ['8 PCMA/8000', '101 telephone-event/8000']),
    answered: ['audio taken'],
  },
  {
    name: 'static formats without rtpmap',
    change: withCodecs('8 0', []),
    answered: ['audio taken'],
  },
  {
    name: 'no session name, nor time, nor an origin by the letter',
    change: (sdp) =>
      sdp.replace(/^o=.*$/m, 'o=Some System 1 1 IN IP4 192.0.2.1').replace(/^[st]=.*\r\n/gm, ''),
    answered: ['audio taken'],
  },
  {
    name: 'candidates, numbers and attributes that a browser cannot read, beside those it can',
    change: (sdp) =>
      sdp
        .replace(/^s=.*$/m, 's= ')
        .replace(/UDP\/TLS\/RTP\/SAVPF ([\d ]+)/, 'udp/tls/rtp/savpf $1 130 h264')
        .replace(/\r\n$/, `\r\n${oddLines.join('\r\n')}\r\n`),
    answered: ['audio taken'],
  },
  {
    name: 'Opus without its second channel, and the weaker of two fingerprints last',
    change: (sdp) =>
      withCodecs('111', ['111 opus/48000'])(sdp).replace(
        /^a=fingerprint:.*$/m,
        `$&\r\na=fingerprint:sha-1 ${Array.from({ length: 20 }, () => 'AB').join(':')}`,
      ),
    answered: ['audio taken'],
  },
  {
    name: 'setup:holdconn, and a line named longer than browsers allow',
    change: (sdp) =>
      sdp
        .replace('a=setup:actpass', 'a=setup:holdconn')
        .replace(/^a=mid:.*$/m, 'a=mid:audio-of-the-first-line')
        .replace(/^a=group:.*\r\n/m, ''),
    back: (sdp) => sdp.replace('a=mid:audio-of-the-first-line', 'a=mid:0'),
    answered: ['audio taken'],
  },
];

describe('an INVITE from the field, answered by Chromium', () => {
  it.each(cases)('$name: sound both ways, each line answered in its place', async (one) => {
    await chain.citizen(one.lines);
    const ringing = await chain.ring(one.change);
    const answer = await ringing.connect(one.back ?? unchanged);
    expect(linesOf(answer)).toEqual(one.answered);
    await chain.sound(ringing.callId);
    await ringing.end();
  });

  it.each([
    { name: 'audio with port 0', change: audioPort0, code: 'media.noAudioLine' },
    {
      name: 'fax alone',
      change: (sdp: string) => sdp.slice(0, sdp.indexOf('m=')) + t38(),
      code: 'media.noAudioLine',
    },
    { name: 'no DTLS fingerprint', change: without('fingerprint'), code: 'media.notEncrypted' },
    { name: 'no ICE', change: without('ice-(?:ufrag|pwd)'), code: 'media.notEncrypted' },
    {
      name: 'G.729 alone',
      change: withCodecs('18', ['18 G729/8000']),
      code: 'media.noCommonCodec',
    },
    {
      name: 'events alone',
      change: withCodecs('101', ['101 telephone-event/8000']),
      code: 'media.noCommonCodec',
    },
  ])('$name: 488 at once, and the reason; the next call talks', async ({ change, code }) => {
    await chain.citizen();
    const refused = await chain.ring(change);
    expect(await refused.call.final()).toMatch(/^SIP\/2\.0 488/);
    refused.call.ack();
    expect(await chain.event('ended', refused.callId)).toMatchObject({ reason: 'failed', code });
    await chain.citizen();
    const next = await chain.ring();
    await next.connect();
    await chain.sound(next.callId);
    await next.end();
  });

  it("an INVITE without SDP (late offer): connected once the ACK's answer is taken", async () => {
    await chain.citizen([]);
    const { call, callId } = await chain.ring(() => '');
    const pressed = chain.act('answer', callId);
    const offer = bodyOf(await call.final());
    await pressed;
    const isConnected = async () =>
      (await chain.events()).some((one) => one.kind === 'connected' && one.callId === callId);
    expect(await isConnected()).toBe(false);
    call.ack(await chain.page.evaluate((sdp) => globalThis.far.answer(sdp), offer));
    await chain.event('connected', callId);
    await chain.sound(callId);
    call.send('BYE');
    await chain.event('ended', callId);
  });

  it.each([
    { name: 'port 0', change: audioPort0, code: 'media.noAudioLine' },
    { name: 'no codec', change: withCodecs('18', ['18 G729/8000']), code: 'media.noCommonCodec' },
    { name: 'nothing', change: () => '', code: 'media.noAudioLine' },
  ])('late offer answered with $name: BYE, never connected, and the reason', async (one) => {
    await chain.citizen([]);
    const { call, callId } = await chain.ring(() => '');
    const pressed = chain.act('answer', callId);
    const offer = bodyOf(await call.final());
    await pressed;
    call.ack(one.change(await chain.page.evaluate((sdp) => globalThis.far.answer(sdp), offer)));
    expect(await chain.event('ended', callId)).toMatchObject({ reason: 'failed', code: one.code });
    await call.hears((text) => text.startsWith('BYE '));
    const events = await chain.events();
    expect(events.some((event) => event.kind === 'connected' && event.callId === callId)).toBe(
      false,
    );
  });

  it.each([
    { name: 'events at 8000 Hz beside Opus', maps: ['101 telephone-event/8000'], infos: 0 },
    { name: 'no events: one INFO for each key', maps: [], infos: 2 },
  ])('keys, $name', async ({ maps, infos }) => {
    await chain.citizen();
    const change = withCodecs(maps.length > 0 ? '111 101' : '111', ['111 opus/48000/2', ...maps]);
    const ringing = await chain.ring(change);
    await ringing.connect();
    await chain.sound(ringing.callId);
    const pressed = await chain.page.evaluate(
      (id) => globalThis.seat.press(id, '1#'),
      ringing.callId,
    );
    expect(pressed).toBe('ok');
    const sent = ringing.call.heard.filter((text) => text.startsWith('INFO '));
    expect(sent.map(bodyOf).map((text) => /Signal=(.)/.exec(text)?.[1])).toEqual(
      ['1', '#'].slice(0, infos),
    );
    await ringing.end();
  });

  it('what the browser refuses only when it sees it: 488 while it rings, and the reason', async () => {
    await chain.citizen();
    const refused = await chain.ring(without('rtcp-mux'));
    expect(await refused.call.final()).toMatch(/^SIP\/2\.0 488/);
    refused.call.ack();
    const { reason, code } = await chain.event('ended', refused.callId);
    expect({ reason, code }).toEqual({ reason: 'failed', code: 'media.negotiationFailed' });
  });
});
