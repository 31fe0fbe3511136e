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
