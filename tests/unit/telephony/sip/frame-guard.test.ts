import { describe, expect, it } from 'vitest';
import { checkFrame } from '../../../../src/telephony/sip/frame-guard.ts';

const headers = [
  'Via: SIP/2.0/WS pbx.invalid;branch=z9hG4bK1',
  'From: <sip:19900000123@pbx.example>;tag=a',
  'To: <sip:1003@pbx.example>',
  'Call-ID: 1@pbx',
  'CSeq: 1 INVITE',
  'Max-Forwards: 70',
  'Content-Length: 0',
];
const frame = (start: string, lines: readonly string[], body = '') =>
  `${[start, ...lines].join('\r\n')}\r\n\r\n${body}`;
const request = (change: (lines: string[]) => string[] = (lines) => lines, body = '') =>
  frame('INVITE sip:1003@desk.invalid SIP/2.0', change([...headers]), body);
const replace = (name: string, line: string) => (lines: string[]) =>
  lines.map((one) => (one.startsWith(`${name}:`) ? line : one));
const without = (name: string) => (lines: string[]) =>
  lines.filter((one) => !one.startsWith(`${name}:`));

describe('frame guard', () => {
  it.each([
    ['a request', request()],
    ['a response', frame('SIP/2.0 200 OK', headers)],
    ['a response without a reason', frame('SIP/2.0 200 ', headers)],
    [
      'compact header names',
      frame('SIP/2.0 200 OK', [
        'v: SIP/2.0/WSS x;branch=1',
        'f: sip:a@b',
        't: sip:c@d',
        'i: 1',
        'CSeq: 7 OPTIONS',
        'l: 0',
      ]),
    ],
    ['folded header lines', request((lines) => [...lines, 'Subject: a', ' folded'])],
    ['a body in UTF-8', request(replace('Content-Length', 'Content-Length: 6'), '水务')],
  ])('lets %s through as it is', (_name, text) => {
    expect(checkFrame(text)).toEqual({ kind: 'message', text });
  });

  it('reads binary frames that are UTF-8', () => {
    const text = request();
    expect(checkFrame(new TextEncoder().encode(text).buffer)).toEqual({ kind: 'message', text });
  });

  it.each(['', '\r\n', '\r\n\r\n'])('knows a keep-alive %j', (text) => {
    expect(checkFrame(text)).toEqual({ kind: 'keepAlive' });
  });

  it.each([
    [
      'a number in place of CSeq',
      'badCseq',
      frame('SIP/2.0 200 OK', replace('CSeq', 'CSeq: abc INVITE')([...headers])),
    ],
    ['a CSeq without a method', 'badCseq', request(replace('CSeq', 'CSeq: 1'))],
    ['a CSeq of another method', 'badCseq', request(replace('CSeq', 'CSeq: 1 BYE'))],
    ['a CSeq beyond 2^31', 'badCseq', request(replace('CSeq', 'CSeq: 4294967296 INVITE'))],
    ['no Call-ID', 'missingHeader', request(without('Call-ID'))],
    ['no Via', 'missingHeader', request(without('Via'))],
    ['two To headers', 'repeatedHeader', request((lines) => [...lines, 'To: <sip:x@y>'])],
    [
      'a Content-Length beyond the body',
      'badContentLength',
      request(replace('Content-Length', 'Content-Length: 9'), 'short'),
    ],
    [
      'a negative Content-Length',
      'badContentLength',
      request(replace('Content-Length', 'Content-Length: -1')),
    ],
    ['a From without a scheme', 'badAddress', request(replace('From', 'From: nobody'))],
    ['a Via that is none', 'badVia', request(replace('Via', 'Via: nonsense'))],
    ['a start line that is none', 'badStartLine', frame('HELLO', headers)],
    ['a status of 999', 'badStartLine', frame('SIP/2.0 999 No', headers)],
    ['another SIP version', 'badStartLine', frame('INVITE sip:1003@x SIP/7.0', headers)],
    [
      'a header line without a colon',
      'badHeaderLine',
      request((lines) => [...lines, 'no colon here']),
    ],
    [
      'a header line of 9 000 characters',
      'badHeaderLine',
      request((lines) => [...lines, `X-Long: ${'x'.repeat(9000)}`]),
    ],
    [
      '300 header lines',
      'tooManyHeaders',
      request((lines) => [...lines, ...Array.from({ length: 300 }, () => 'X: 1')]),
    ],
    ['no end of headers', 'noHeaderEnd', 'INVITE sip:1003@x SIP/2.0\r\nVia: x'],
    ['70 000 characters', 'tooLong', request((lines) => lines, 'x'.repeat(70_000))],
    ['bytes that are no UTF-8', 'notText', new Uint8Array([0xff, 0xfe, 0x00]).buffer],
    ['a blob', 'notText', { size: 3 }],
  ])('refuses %s', (_name, rule, data) => {
    expect(checkFrame(data)).toEqual({ kind: 'refused', rule });
  });
});
