import { describe, expect, it } from 'vitest';
import { checkFrame } from '../../../../../src/telephony/sip/wire/check-frame.ts';
import { restoreOutgoing } from '../../../../../src/telephony/sip/wire/restore-outgoing.ts';

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

const typed = (lines: string[]) => [
  ...replace('Content-Length', 'Content-Length: 6')(lines),
  'Content-Type: Application/SDP;charset=utf-8',
];

describe('check of a frame', () => {
  it.each([
    ['a request', request()],
    ['a response', frame('SIP/2.0 200 OK', headers)],
    ['a response without a reason', frame('SIP/2.0 200 ', headers)],
    [
      'compact header names',
      frame('SIP/2.0 200 OK', [
        'v: SIP/2.0/WSS x;branch=1',
        'f: sip:a@b;tag=c',
        't: sip:c@d',
        'i: 1',
        'CSeq: 7 OPTIONS',
        'l: 0',
      ]),
    ],
    ['folded header lines', request((lines) => [...lines, 'Subject: a', ' folded'])],
  ])('lets %s through as it is', (_name, text) => {
    expect(checkFrame(text)).toMatchObject({
      kind: 'message',
      text: text.replace('\r\n folded', ' folded'),
    });
  });

  it('gives the parser a session description with its plain type, and no length that it would misread', () => {
    const sound = request(without('Content-Length'), '水务').replace(
      '\r\n\r\n',
      '\r\nContent-Type: application/sdp\r\n\r\n',
    );
    expect(checkFrame(request(typed, '水务'))).toMatchObject({ kind: 'message', text: sound });
  });

  it('reads binary frames that are UTF-8', () => {
    const text = request();
    expect(checkFrame(new TextEncoder().encode(text).buffer)).toMatchObject({
      kind: 'message',
      text,
    });
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
    [
      'a body without a type',
      'bodyWithoutType',
      request(replace('Content-Length', 'Content-Length: 2'), 'hi'),
    ],
    ['a From without a scheme', 'badAddress', request(replace('From', 'From: nobody'))],
    ['a Via that is none', 'badVia', request(replace('Via', 'Via: nonsense'))],
    ['a start line that is none', 'badStartLine', frame('HELLO', headers)],
    ['a status of 999', 'badStartLine', frame('SIP/2.0 999 No', headers)],
    ['another SIP version', 'badVersion', frame('INVITE sip:1003@x SIP/7.0', headers)],
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
    ['a NUL in a name', 'nul', request(replace('From', 'From: "a\0b" <sip:1@x>;tag=a'))],
    ['a blob', 'notText', { size: 3 }],
  ])('refuses %s', (_name, rule, data) => {
    expect(checkFrame(data)).toMatchObject({ kind: 'refused', rule });
  });

  const textOf = (data: string) => {
    const check = checkFrame(data);
    if (check.kind !== 'message') throw new Error(`refused: ${JSON.stringify(check)}`);
    return check.text;
  };

  it.each([
    ['tel: of a trunk', '<tel:+8619900000123>;tag=a'],
    ['tel: without brackets', 'tel:+8619900000123;tag=a'],
    ['three colons', '<sip:19900000123@[2001:db8:::1]>;tag=a'],
  ])(
    'lets a From of %s in as SIP with the same number, and out again as it came',
    (_name, from) => {
      const text = textOf(request(replace('From', `From: ${from}`)));
      const inside = /^from: (.*)$/m.exec(text)?.[1]?.trim() ?? '';
      expect(inside).toMatch(/^<?sip:\+?(86)?19900000123@x[0-9a-f]+\.wire\.invalid>?;tag=a$/);
      const answer = `SIP/2.0 180 Ringing\r\nFrom: ${inside}\r\n\r\nbody ${inside}`;
      expect(restoreOutgoing(answer)).toBe(
        `SIP/2.0 180 Ringing\r\nFrom: ${from}\r\n\r\nbody ${inside}`,
      );
    },
  );

  it('puts back no text that could break out of a header', () => {
    const evil = Buffer.from('a>\r\nX-Evil: 1').toString('hex');
    const head = `SIP/2.0 200 OK\r\nFrom: <sip:a@x${evil}.wire.invalid>\r\n\r\n`;
    expect(restoreOutgoing(head)).toBe(head);
  });

  it.each(['', ';branch=z9hG4bK', ';branch=1'])(
    'names the transaction of a peer whose branch is %j, the same for its ACK, and shows the Via as it came',
    (branch) => {
      const via = `Via: SIP/2.0/UDP old.invalid${branch}`;
      const viaOf = (text: string) => /^Via: .*$/m.exec(text)?.[0]?.trim() ?? '';
      const invite = viaOf(textOf(request(replace('Via', via))));
      const ack = request((lines) =>
        replace('Via', via)(lines).map((line) => line.replace('1 INVITE', '1 ACK')),
      ).replace('INVITE sip', 'ACK sip');
      const other = request((lines) =>
        replace('Via', via)(lines).map((line) => line.replace('1@pbx', '2@pbx')),
      );
      expect(invite).toContain(';branch=z9hG4bKold-');
      expect(viaOf(textOf(ack))).toBe(invite);
      expect(viaOf(textOf(other))).not.toBe(invite);
      expect(restoreOutgoing(`SIP/2.0 200 OK\r\n${invite}\r\n\r\n`)).toContain(`${via}\r\n`);
    },
  );

  it('cuts off what follows the body, counted in bytes', () => {
    const text = textOf(request(typed, '水务INVITE'));
    expect(text.endsWith('\r\n\r\n水务')).toBe(true);
  });

  it.each([
    ['a required extension', '420', (lines: string[]) => [...lines, 'Require: replaces, path']],
    ['a body it cannot read', '415', (lines: string[]) => [...lines, 'Content-Type: text/xml']],
    ['an answer it cannot give', '406', (lines: string[]) => [...lines, 'Accept: text/plain']],
  ])('answers an INVITE with %s by %s and the headers of the request', (_name, status, change) => {
    const check = checkFrame(request((lines) => change(without('Content-Length')(lines)), '<a/>'));
    expect(check).toMatchObject({ kind: 'refused', rule: 'refusedByDuty' });
    const answer = check.kind === 'refused' ? (check.answer ?? '') : '';
    expect(answer).toMatch(new RegExp(`^SIP/2\\.0 ${status} `));
    for (const line of headers.filter((one) => /^(Via|From|Call-ID|CSeq):/.test(one)))
      expect(answer).toContain(`${line}\r\n`);
    expect(answer).toMatch(/\r\nTo: <sip:1003@pbx\.example>;tag=[0-9a-z]+\r\n/);
  });

  it('answers a PRACK of no dialog by 481, on which sip.js throws', () => {
    const prack = replace('CSeq', 'CSeq: 2 PRACK')([...headers]);
    const check = checkFrame(frame('PRACK sip:1003@desk.invalid SIP/2.0', prack));
    expect(check.kind === 'refused' ? check.answer : '').toMatch(/^SIP\/2\.0 481 /);
    const within = replace('To', 'To: <sip:1003@pbx.example>;tag=b')(prack);
    expect(checkFrame(frame('PRACK sip:1003@desk.invalid SIP/2.0', within)).kind).toBe('message');
  });

  it('answers neither a response nor an ACK', () => {
    const ack = replace('CSeq', 'CSeq: 2 BYE')([...headers]);
    expect(checkFrame(frame('ACK sip:1003@desk.invalid SIP/2.0', ack))).toMatchObject({
      answer: null,
    });
    expect(checkFrame(frame('SIP/2.0 999 No', headers))).toMatchObject({ answer: null });
  });

  it.each(['constructor', '__proto__', 'ToString', 'hasOwnProperty'])(
    'takes a header with the name %s like any other',
    (name) => {
      const check = checkFrame(request((lines) => [...lines, `${name}: x`]));
      expect(check).toMatchObject({ kind: 'message' });
    },
  );

  it('keeps from sip.js what no message can have passed: each route costs it half a millisecond', () => {
    const line = `Record-Route: ${Array.from({ length: 100 }, () => '<s:a;lr>').join(',')}`;
    const routes = (count: number) => {
      const check = checkFrame(
        request((lines) => [...lines, ...Array.from({ length: count }, () => line)]),
      );
      return check.kind === 'message' ? check.text.split(';lr').length - 1 : null;
    };
    expect(routes(1)).toBe(100);
    expect(routes(60)).toBe(100);
  });
});
