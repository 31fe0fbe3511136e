import { describe, expect, it } from 'vitest';
import { readSessionBody } from '../../../../../src/telephony/sip/wire/session-body.ts';
import { salvageHeaders } from '../../../../../src/telephony/sip/wire/wire-message.ts';

const sdp = 'v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8';
const other = sdp.replace('audio 4000', 'audio 5000');
const isup = 'Content-Type: application/isup;version=itu-t92+;base=itu-t92+';
const binary = '\x01\x10\x00\r\n\r\n\xff\x0d\x0a--\x00';
const optional = 'Content-Disposition: signal;handling=optional';
const required = 'Content-Disposition: signal;handling=required';

const read = (type: string, body: string, ...headers: string[]) =>
  readSessionBody(
    salvageHeaders(
      ['', ...(type === '' ? [] : [`Content-Type: ${type}`]), ...headers].join('\r\n'),
    ),
    Buffer.from(body, 'latin1'),
  );
const part = (content: string, ...headers: string[]) => [...headers, '', content].join('\r\n');
const sdpPart = part(sdp, 'Content-Type: application/sdp');
const together = (parts: readonly string[], boundary = 'gw7', end = `\r\n--${boundary}--\r\n`) =>
  `${parts.map((one, at) => `${at === 0 ? '' : '\r\n'}--${boundary}\r\n${one}`).join('')}${end}`;
const mixed = 'multipart/mixed;boundary=gw7';
const gateway = [sdpPart, part(binary, isup, optional)];

describe('the session description of a body', () => {
  it.each<[string, string, string]>([
    ['alone', 'application/sdp', sdp],
    ['with parameters and in capitals', 'Application/SDP ; charset=utf-8', sdp],
    ['without a type', '', sdp],
    ['under a type that is none', 'sdp', sdp],
    ['under a wrong type', 'text/plain', sdp],
    ['before ISUP', mixed, together(gateway)],
    ['behind ISUP', mixed, together(gateway.toReversed())],
    ['with a quoted boundary', 'multipart/mixed; boundary="g w:7"', together(gateway, 'g w:7')],
    ['with a space before the boundary', 'Multipart/Mixed ;Boundary = gw7', together(gateway)],
    [
      'with a boundary of odd signs',
      "multipart/mixed;boundary=('.*+?)",
      together(gateway, "('.*+?)"),
    ],
    ['with a boundary that nobody names', 'multipart/mixed', together(gateway)],
    ['with text before and after', mixed, `This is SIP-I.\r\n${together(gateway)}nothing more`],
    ['with a boundary as text before', mixed, `see --gw7 below\r\n${together(gateway)}`],
    ['with spaces behind the boundaries', mixed, together(gateway).replaceAll('--gw7', '--gw7 \t')],
    ['without a last boundary', mixed, together([gateway[1] ?? '', sdpPart], 'gw7', '')],
    ['with line feeds alone', mixed, together(gateway).replaceAll('\r\n', '\n')],
    ['with compact header names', mixed, together(gateway).replace('Content-Type', 'c')],
    ['as a part without headers', mixed, together([part(sdp), part(binary, isup)])],
    ['as a part without a blank line', mixed, together([sdp, part(binary, isup)])],
    [
      'as a binary part',
      mixed,
      together([sdpPart.replace('\r\n\r\n', '\r\nContent-Transfer-Encoding: Binary\r\n\r\n')]),
    ],
    [
      'beside ISUP that says nothing of its handling',
      mixed,
      together([sdpPart, part(binary, isup)]),
    ],
    [
      'of the session, beside early media',
      mixed,
      together([
        part(other, 'Content-Type: application/sdp', 'Content-Disposition: early-session'),
        sdpPart,
      ]),
    ],
    ['the first of two', mixed, together([sdpPart, part(other, 'Content-Type: application/sdp')])],
    [
      'the last of alternatives',
      'multipart/alternative;boundary=gw7',
      together([
        part(other, 'Content-Type: application/sdp'),
        sdpPart,
        part('x', 'Content-Type: application/sdpng', required),
      ]),
    ],
    [
      'within another multipart body',
      mixed,
      together([
        part(together(gateway, 'in'), 'Content-Type: multipart/alternative;boundary=in'),
        part(binary, isup),
      ]),
    ],
    ['related', 'multipart/related;type="application/sdp";boundary=gw7', together(gateway)],
  ])('%s is found', (_name, type, body) => {
    const found = read(type, body);
    expect(found.sdp?.replaceAll('\r\n', '\n').trimEnd()).toBe(sdp.replaceAll('\r\n', '\n'));
    expect(found.fault).toBeNull();
  });

  it.each<[string, Parameters<typeof read>, string | null]>([
    ['an empty body', ['text/plain', ''], null],
    ['something optional', ['application/xml', '<a/>', optional], null],
    ['something that says nothing', ['application/xml', '<a/>'], 'unsupported'],
    ['something without a type', ['', 'hello'], 'bodyWithoutType'],
    ['early media alone', ['application/sdp', sdp, 'Content-Disposition: early-session'], null],
    ['a compressed one', ['application/sdp', sdp, 'Content-Encoding: gzip'], 'unsupported'],
    ['parts that nobody needs', [mixed, together([part(binary, isup, optional)])], null],
    ['a part to be understood', [mixed, together([part(binary, isup, required)])], 'unsupported'],
    ['a body that has no parts', [mixed, 'hello'], 'unsupported'],
  ])('%s has none', (_name, given, fault) => {
    expect(read(...given)).toEqual({ sdp: null, fault });
  });

  it('finds it beside a part that must be understood, and says that there is one', () => {
    expect(read(mixed, together([sdpPart, part(binary, isup, required)]))).toEqual({
      sdp,
      fault: 'unsupported',
    });
  });

  it('looks at sixteen parts, three deep', () => {
    const many = Array.from({ length: 16 }, () => part('x', 'Content-Type: text/plain'));
    expect(read(mixed, together([...many, sdpPart])).sdp).toBeNull();
    expect(read(mixed, together([...many.slice(1), sdpPart])).sdp).toBe(sdp);
    const nested = (levels: number) =>
      Array.from({ length: levels }, (_, level) => `b${level}`).reduce(
        (inner, boundary) => ({
          type: `multipart/mixed;boundary=${boundary}`,
          body: together([part(inner.body, `Content-Type: ${inner.type}`)], boundary),
        }),
        { type: 'application/sdp', body: sdp },
      );
    expect(read(nested(3).type, nested(3).body).sdp).toBe(sdp);
    expect(read(nested(4).type, nested(4).body).sdp).toBeNull();
  });
});
