import { describe, expect, it } from 'vitest';
import { readSdp } from '../../../../../src/telephony/core/sdp/sdp-text.ts';
import { strictSdp } from '../../../../../src/telephony/core/sdp/strict-sdp.ts';

const hash = Array.from({ length: 32 }, () => 'AB').join(':');
const strict = (media: readonly string[], session: readonly string[] = []) =>
  strictSdp(readSdp([...session, 'm=audio 4000 UDP/TLS/RTP/SAVPF 111 8', ...media].join('\r\n')));
const kept = (line: string) => strict([line]).media[0]?.lines;
const candidate = 'a=candidate:1 1 UDP 2130706431 192.0.2.10 4000 typ host generation 0';

describe('a description by the letter', () => {
  it.each([
    ...[candidate, 'a=candidate:9 1 tcp 15 192.0.2.1 9 typ host tcptype active', 'a=rtcp-mux'],
    ...['a=candidate:9 1 udp 15 fe80::1 5000 typ srflx raddr :: rport 0', 'a=sendonly', 'a=mid:0'],
    ...['a=candidate:9 1 udp 15 0d0b7a1c-0000-4000-8000-000000000001.local 5000 typ host'],
    ...['b=AS:0', 'a=fmtp:8 x=1', 'a=rtcp-fb:8 nack', 'a=extmap:1 urn:x', 'a=ssrc:1 cname:x y'],
    ...['a=msid:- x', 'a=ptime:20', 'c=IN IP6 ::1', 'a=setup:passive', 'a=rtpmap:8 PCMA/8000'],
    ...[`a=fingerprint:sha-256 ${hash}`, `a=fingerprint:SHA-256 ${hash.toLowerCase()}`],
  ])('keeps %s', (line) => {
    expect(kept(line)).toEqual([line]);
  });

  it.each([
    ...['a=candidate:x', 'a=candidate:9 1 udp 15 192.0.2.1 99999 typ host', 'a=extmap:0 urn:x'],
    ...['a=candidate:9 1 udp 99999999999 192.0.2.1 5000 typ host', 'a=ssrc:99999999999 cname:x'],
    ...['a=candidate:9 1 tls 15 192.0.2.1 5000 typ relay', 'a=ptime:', 'a=maxptime:x', 'b=AS:'],
    ...['a=fmtp:8 ', 'a=fmtp:99 x', 'a=rtcp-fb:8', 'a=msid:a b c', 'a=rtpmap:8 PCMA', 'c=IN'],
    ...['a=setup:holdconn', 'a=fingerprint:sha-256 xy', 'a=crypto:1 X', 'y=1', 'k=clear', 'hello'],
  ])('leaves out %s', (line) => {
    expect(kept(line)).toEqual([]);
  });

  it.each([
    ['a=fingerprint:  sha-256   AB:CD', 'a=fingerprint:sha-256 AB:CD'],
    ['a=rtpmap: 111  opus/48000', 'a=rtpmap:111 opus/48000/2'],
    ['a= sendonly', 'a=sendonly'],
    ['c=IN IP4 224.2.1.1/127', 'c=IN IP4 224.2.1.1'],
  ])('writes %s as %s', (line, right) => {
    expect(kept(line)).toContain(right);
  });

  it('keeps what the call hangs on, whatever stands between', () => {
    const { session } = strict([], ['o=A B 1 1 IN IP4 x', 's=', 'z=1', 'a=ice-ufrag:abcd']);
    expect(session).toEqual([
      ...['v=0', 'o=- 1 1 IN IP4 0.0.0.0', 's=-', 't=0 0', 'a=ice-ufrag:abcd'],
    ]);
  });

  it('keeps each format once, as long as it is known what it means', () => {
    const text = 'm=audio 70000 udp/tls/rtp/savp 96 96 97 0 130 x\r\na=rtpmap:96 opus/48000/2';
    const [line] = strictSdp(readSdp(`${text}\r\na=rtpmap:96 telephone-event/8000`)).media;
    expect(line).toEqual({
      kind: 'audio',
      port: 9,
      protocol: 'UDP/TLS/RTP/SAVP',
      formats: ['96', '0'],
      lines: ['a=rtpmap:96 opus/48000/2'],
    });
  });

  it('goes by SHA-256 where there are several fingerprints', () => {
    const [weak, strong] = ['a=fingerprint:sha-1 AB:CD', `a=fingerprint:sha-256 ${hash}`];
    for (const lines of [
      [weak, strong],
      [strong, weak],
    ])
      expect(strict(lines).media[0]?.lines).toEqual([strong]);
  });
});

describe('each attribute in the form of its RFC', () => {
  const dotted = (count: number) => Array.from({ length: count }, () => 'AB').join(':');
  const host = 'a=candidate:9 1 udp 15 192.0.2.1 5000 typ';

  it.each([
    ...['a=sendrecv', 'a=recvonly', 'a=inactive', 'a=rtcp-rsize', 'a=ice-lite'],
    ...['a=end-of-candidates', 'a=extmap-allow-mixed', 'a=ice-ufrag:abcd', 'a=ice-pwd:efgh'],
    ...['a=ice-options:trickle ice2', 'a=msid:stream', 'a=msid:stream track', 'a=maxptime:1000'],
    ...[`${host} prflx`, `${host} relay raddr 192.0.2.2 rport 9`, `${host} HOST`],
    ...['a=candidate:a+/9 2 TCP 4294967295 192.0.2.1 65535 typ host'],
    ...[`a=candidate:${'f'.repeat(64)} 1 udp 15 192.0.2.1 5000 typ host`],
    ...['b=TIAS:64000', 'b=RR:1', 'b=RS:123456789', 'b=CT:5', 'a=setup:actpass', 'a=setup:ACTIVE'],
    ...['a=fmtp:8 minptime=10;useinbandfec=1', 'a=rtcp-fb:8 transport-cc'],
    ...['a=extmap:14/sendonly urn:x', 'a=ssrc:4294967295 msid:- x', 'a=ssrc:12 x-y:z'],
    ...['a=rtpmap:8 PCMA/8000/1', 'c=IN IP4 192.0.2.1', 'a=fingerprint:sha-384 AB:CD'],
  ])('keeps %s', (line) => {
    expect(kept(line)).toEqual([line]);
  });

  it.each([
    ...['a=sendrecv x', 'xa=sendrecv', 'a=rtcp-mux2', 'a=mid:', 'a=mid:0 1', 'xa=mid:0'],
    ...['a=ice-options:', 'xa=ice-options:x', 'xa=msid:a', 'a=msid:', 'a=msid:a b c'],
    ...['a=ptime:12345', 'a=ptime:20x', 'xa=ptime:20', 'a=maxptime:20.5'],
    ...[`x${host} host`, `${host} hosts`, `${host} hostx y`, `${host} udp`, `${host}`],
    ...['a=candidate:9 3 udp 15 192.0.2.1 5000 typ host'],
    ...['a=candidate:9_ 1 udp 15 192.0.2.1 5000 typ host'],
    ...[`a=candidate:${'f'.repeat(65)} 1 udp 15 192.0.2.1 5000 typ host`],
    ...['a=candidate: 1 udp 15 192.0.2.1 5000 typ host'],
    ...['a=candidate:9 1 udp 1e1 192.0.2.1 5000 typ host'],
    ...['a=candidate:9 1 udp 15 192.0.2.1 5x typ host'],
    ...['a=candidate:9 1 udp 4294967296 192.0.2.1 5000 typ host'],
    ...['a=candidate:9 1 udp 15 192.0.2.1 65536 typ host'],
    ...['b=AS:1234567890', 'b=AS:x', 'xb=AS:1', 'b=AS:1x', 'b=XX:1'],
    ...['a=setup:activex', 'xa=setup:active', 'a=setup:'],
    ...['a=fmtp:111', 'xa=fmtp:111 x', 'a=fmtp:x y', 'a=rtcp-fb:* nack', 'xa=rtcp-fb:8 nack'],
    ...['a=extmap:15 urn:x', 'a=extmap:1', 'a=extmap:1/ urn:x', 'xa=extmap:1 urn:x'],
    ...['a=extmap:x urn:x'],
    ...['a=ssrc:4294967296 cname:x', 'a=ssrc:1 cname:', 'a=ssrc:1 cname', 'xa=ssrc:1 cname:x'],
    ...['a=ssrc:x cname:x', 'a=ssrc:12345678901 cname:x', 'a=ssrc:1 c.n:x'],
    ...['xa=rtpmap:8 PCMA/8000', 'a=rtpmap:8 PCMA/0', 'a=rtpmap:8 PCMA/8000/x', 'a=rtpmap:8 /8000'],
    ...['a=rtpmap:8 PCMA/8000 x', 'a=rtpmap:99 PCMA/8000', 'a=rtpmap:x PCMA/8000'],
    ...['xc=IN IP4 192.0.2.1', 'c=IN IP5 192.0.2.1', 'c=IN IP4 ', 'c=IN IP4 /127'],
    ...['a=fingerprint:sha-256 AB', 'a=fingerprint:sha-256 AB:C', 'a=fingerprint:sha-256 AB:CDE'],
    ...['xa=fingerprint:sha-256 AB:CD', 'a=fingerprint:sha-256 AG:CD', 'a=fingerprint: AB:CD'],
    ...['a=fingerprint:sha-256 AB:CD EF', 'a=fingerprint:sha/256 AB:CD'],
  ])('leaves out %s', (line) => {
    expect(kept(line)).toEqual([]);
  });

  it('keeps one stream of sound, each extension and each map once, and the first address', () => {
    expect(
      strict([
        ...['c=IN IP4 192.0.2.1', 'c=IN IP4 192.0.2.2'],
        ...['a=ssrc:1 cname:a', 'a=ssrc:2 cname:b', 'a=ssrc:1 msid:a b'],
        ...['a=extmap:1 urn:a', 'a=extmap:1 urn:b', 'a=extmap:2 urn:c'],
        ...['a=rtpmap:8 PCMA/8000', 'a=rtpmap:8 PCMU/8000', 'a=rtpmap:111 OPUS/48000/1'],
      ]).media[0]?.lines,
    ).toEqual([
      'c=IN IP4 192.0.2.1',
      ...['a=rtpmap:111 OPUS/48000/2', 'a=rtpmap:8 PCMA/8000'],
      ...['a=ssrc:1 cname:a', 'a=ssrc:1 msid:a b', 'a=extmap:1 urn:a', 'a=extmap:2 urn:c'],
    ]);
  });

  it('keeps no stream that is no number of 32 bits, also not the next one', () => {
    expect(kept('a=ssrc:9999999999 cname:a')).toEqual([]);
    expect(strict(['a=ssrc:9999999999 cname:a', 'a=ssrc:1 cname:b']).media[0]?.lines).toEqual([]);
  });

  it('writes a bandwidth before the maps and the role behind everything (RFC 8866 §5)', () => {
    expect(
      strict([
        ...['a=setup:active', `a=fingerprint:sha-256 ${dotted(32)}`, 'a=setup:passive'],
        ...['a=mid:0', 'a=rtpmap:111 opus/48000/2', 'b=AS:64', 'c=IN IP4 192.0.2.1'],
      ]).media[0]?.lines,
    ).toEqual([
      ...['c=IN IP4 192.0.2.1', 'b=AS:64', 'a=rtpmap:111 opus/48000/2', 'a=mid:0'],
      ...[`a=fingerprint:sha-256 ${dotted(32)}`, 'a=setup:active'],
    ]);
  });

  it('gives opus two channels and no other codec (RFC 7587 §7)', () => {
    const map = (line: string) => strict([line]).media[0]?.lines[0];
    expect(map('a=rtpmap:111 opus/48000')).toBe('a=rtpmap:111 opus/48000/2');
    expect(map('a=rtpmap:111 opus/48000/6')).toBe('a=rtpmap:111 opus/48000/2');
    expect(map('a=rtpmap:111 opus/16000/1')).toBe('a=rtpmap:111 opus/16000/1');
    expect(map('a=rtpmap:111 opus/480000')).toBe('a=rtpmap:111 opus/480000');
    expect(map('a=rtpmap:111 xopus/48000')).toBe('a=rtpmap:111 xopus/48000');
  });

  it('goes by the strongest fingerprint that browsers speak (RFC 8122 §5)', () => {
    const print = (name: string) => `a=fingerprint:${name} AB:CD`;
    const best = (...names: string[]) => strict(names.map(print)).media[0]?.lines;
    expect(best('sha-512', 'sha-384', 'sha-256')).toEqual([print('sha-256')]);
    expect(best('sha-1', 'sha-512', 'sha-384')).toEqual([print('sha-384')]);
    expect(best('sha-1', 'SHA-512')).toEqual([print('SHA-512')]);
    expect(best('md5', 'sha-1')).toEqual([print('md5')]);
  });
});

describe('the numbers of formats', () => {
  it.each([
    ['34', true],
    ['35', false],
    ['127', false],
    ['128', false],
    ['1e1', false],
    ['x0', false],
    ['0x', false],
    ['0008', false],
  ])('%s without a map is kept: %s (RFC 3551 §6)', (format, isKept) => {
    const [media] = strictSdp(readSdp(`m=audio 4000 RTP/SAVPF ${format}`)).media;
    expect(media?.formats).toEqual(isKept ? [format] : []);
  });

  it.each([
    ['35', true],
    ['127', true],
    ['128', false],
  ])('%s with a map is kept: %s', (format, isKept) => {
    const text = `m=audio 4000 RTP/SAVPF ${format}\r\na=rtpmap:${format} opus/48000/2`;
    expect(strictSdp(readSdp(text)).media[0]?.formats).toEqual(isKept ? [format] : []);
  });

  it('leaves ports that there are as they are', () => {
    const port = (text: string) => strictSdp(readSdp(`m=audio ${text} RTP/SAVPF 0`)).media[0]?.port;
    expect([port('0'), port('65535'), port('65536')]).toEqual([0, 65_535, 9]);
  });
});

describe('what a session says', () => {
  const session = (...lines: string[]) => strict([], lines).session.slice(3);

  it.each([
    ...['a=group:BUNDLE a b', 'a=msid-semantic:WMS *', 'a=ice-ufrag:x', 'a=ice-pwd:y'],
    ...['a=ice-options:trickle', 'a=ice-lite', 'a=extmap-allow-mixed', 'a=sendonly', 'a=inactive'],
    ...['a=sendrecv', 'a=recvonly', 'a=fingerprint:sha-256 AB:CD', 'a=setup:active'],
  ])('of its sound is kept: %s', (line) => {
    expect(session(line)).toEqual(['t=0 0', line]);
  });

  it.each([
    ...['a=group:', 'xa=group:BUNDLE', 'a=ice-lite x', 'xa=ice-lite', 'a=mid:0', 'a=rtcp-mux'],
    ...['i=x', 'b=AS:1', 'a=candidate:1 1 udp 1 192.0.2.1 9 typ host', 't=1 2', 'a=setup:x'],
  ])('otherwise is left out: %s', (line) => {
    expect(session(line)).toEqual(['t=0 0']);
  });

  it('is tidied: single blanks, none behind the name; one address, without scope', () => {
    expect(
      session('c=IN IP4 224.2.1.1/127 ', 'c=IN IP4 192.0.2.2', 'a= group: BUNDLE  a\tb '),
    ).toEqual(['c=IN IP4 224.2.1.1', 't=0 0', 'a=group:BUNDLE a b']);
  });

  it.each([
    ['o=- 1 1 IN IP4 192.0.2.1', true],
    ['o=x 123456789012345678 2 IN IP6 ::1', true],
    ['xo=- 1 1 IN IP4 x', false],
    ['o=- 1234567890123456789 1 IN IP4 x', false],
    ['o=- 1 1234567890123456789 IN IP4 x', false],
    ['o=- x 1 IN IP4 x', false],
    ['o=- 1 x IN IP4 x', false],
    ['o=- 1 1 IN IP4 x y', false],
    ['o=a b 1 1 IN IP4 x', false],
  ])('has the origin that can be read, else one of its own: %s, %s', (line, isKept) => {
    expect(strict([], [line]).session[1]).toBe(isKept ? line : 'o=- 1 1 IN IP4 0.0.0.0');
  });
});
