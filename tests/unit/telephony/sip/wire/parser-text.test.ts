import { describe, expect, it } from 'vitest';
import { type FrameCheck, checkFrame } from '../../../../../src/telephony/sip/wire/check-frame.ts';
import {
  readableContacts,
  readableLine,
} from '../../../../../src/telephony/sip/wire/parser-text.ts';
import { restoreOutgoing } from '../../../../../src/telephony/sip/wire/restore-outgoing.ts';
import { salvageHeaders } from '../../../../../src/telephony/sip/wire/wire-message.ts';

const heads = {
  Via: 'SIP/2.0/WSS pbx.example;branch=z9hG4bK1',
  From: '<sip:1@pbx.example>;tag=a',
  To: '<sip:1003@pbx.example>',
  'Call-ID': 'c1',
};
type Changes = Readonly<Record<string, string | null>>;

function frame(
  method: string,
  changes: Changes = {},
  body = '',
  uri = 'sip:1003@desk.invalid',
): string {
  const all = { ...heads, CSeq: `1 ${method}`, ...changes };
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}`],
  );
  return `${[`${method} ${uri} SIP/2.0`, ...lines].join('\r\n')}\r\n\r\n${body}`;
}
const check = (...of: Parameters<typeof frame>) => checkFrame(frame(...of));
const textOf = (checked: FrameCheck) => (checked.kind === 'message' ? checked.text : checked);
/** The message for the parser, its start line, its headers and its body. */
function inside(...of: Parameters<typeof frame>) {
  const text = textOf(check(...of));
  if (typeof text !== 'string') throw new Error(JSON.stringify(text));
  const end = text.indexOf('\r\n\r\n');
  const [start = '', ...lines] = text.slice(0, end).split('\r\n');
  return { start, lines, body: text.slice(end + 4), text };
}
const line = (name: string, ...of: Parameters<typeof frame>) =>
  inside(...of).lines.filter((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
const within = { To: '<sip:1003@pbx.example>;tag=b' };

describe('the start line for the parser', () => {
  it.each([
    ['sip:1003@desk.invalid', true],
    ['sip:1003@[2001:db8:::1]', false],
    ['sip:1003@my_host', false],
  ])('%s: as it came: %s', (uri, isSame) => {
    const { start } = inside('INVITE', {}, '', uri);
    expect(start === `INVITE ${uri} SIP/2.0`).toBe(isSame);
    expect(restoreOutgoing(start)).toBe(`INVITE ${uri} SIP/2.0`);
  });

  it('that can be told in no words is refused, not dropped', () => {
    const uri = `sip:${'a'.repeat(2001)}§@h`;
    expect(check('INVITE', within, '', uri).kind).toBe('refused');
  });
});

describe('the headers for the parser', () => {
  it('are those that came, in their order, but for the length', () => {
    const { lines, text } = inside('OPTIONS', { 'Content-Length': '0', 'X-A': '1', Subject: 's' });
    expect(lines).toEqual([
      ...Object.entries(heads).map(([name, value]) => `${name}: ${value}`),
      ...['CSeq: 1 OPTIONS', 'Content-Length: 0', 'X-A: 1', 'Subject: s'],
    ]);
    expect(text.endsWith('\r\n\r\n')).toBe(true);
    expect(line('Content-Length', 'INFO', { ...within, 'Content-Length': '2' }, 'ab')).toEqual([]);
  });

  it.each([
    ['60', true],
    ['999999', true],
    ['1000000', false],
    ['0', false],
    ['060', false],
    ['x', false],
    ['6x', false],
    ['', false],
  ])('an Expires of %j stays in an INVITE: %s, and in every other request', (expires, isKept) => {
    const at = { Expires: expires };
    expect(line('Expires', 'INVITE', at).length).toBe(isKept ? 1 : 0);
    expect(line('Expires', 'OPTIONS', at)).toHaveLength(1);
  });

  it('have one Contact that can be read, none where none can, and all as they came elsewhere', () => {
    expect(line('Contact', 'INVITE', { Contact: '?, <sip:a@b>' })).toEqual(['Contact: <sip:a@b>']);
    expect(line('Contact', 'INVITE', { Contact: '?' })).toEqual([]);
    expect(line('Contact', 'INVITE', { Contact: '*' })).toEqual([]);
    expect(line('Contact', 'OPTIONS', { Contact: '<sip:a@b>, <sip:c@d>' })).toEqual([
      'Contact: <sip:a@b>, <sip:c@d>',
    ]);
  });

  it('have a From with a tag, which the wire never sees', () => {
    const [from = ''] = line('From', 'INVITE', { From: '<sip:1@pbx.example>' });
    expect(from).toBe('From: <sip:1@pbx.example>;tag=none.tag.wire.invalid');
    expect(restoreOutgoing(from)).toBe('From: <sip:1@pbx.example>');
    expect(line('To', 'INVITE', { To: '<sip:1@pbx.example>' })).toEqual([
      'To: <sip:1@pbx.example>',
    ]);
  });

  it('have From and To in words that can be read', () => {
    for (const name of ['From', 'To'] as const) {
      const odd = '水 <tel:110>;tag=t';
      const [told = ''] = line(name, 'INVITE', { ...within, [name]: odd });
      expect(told).toMatch(
        new RegExp(`^${name.toLowerCase()}: "水" <sip:110@x[0-9a-f]+\\.wire\\.invalid>;tag=t$`),
      );
    }
  });

  it('have a Via that can be read, with its own branch, for one that cannot', () => {
    const via = 'SIP/2.0/WS a§b;branch=z9hG4bK9;x=y';
    const [told = ''] = line('Via', 'INVITE', { Via: via });
    expect(told).toMatch(/^Via: SIP\/2\.0\/WS x[0-9a-f]+\.via\.wire\.invalid;branch=z9hG4bK9$/);
    expect(restoreOutgoing(told)).toBe(`Via: ${via}`);
  });

  it('have news of a challenge under another name, and no word of forwarding that is no number', () => {
    const of = (text: string) =>
      readableLine(salvageHeaders(`x\r\n${text}`)[0] ?? { name: '', value: '', line: '' });
    expect(of('WWW-Authenticate: Digest a')).toBe('X-www-authenticate: Digest a');
    expect(of('Proxy-Authenticate: Digest a')).toBe('X-proxy-authenticate: Digest a');
    expect(of('Max-Forwards: 70')).toBe('Max-Forwards: 70');
    expect(of('Max-Forwards: x')).toBe('');
    expect(of('Refer-To: <sip:a@b>')).toBe('Refer-To: <sip:a@b>');
    expect(of('Refer-To: ?')).toBe('');
    expect(of('r: ?')).toBe('');
    expect(of('r: <sip:a@b>')).toBe('r: <sip:a@b>');
    expect(of('Call-ID: a b')).toMatch(/^Call-ID: x[0-9a-f]+\.callid\.wire\.invalid$/);
    expect(of('X: ?')).toBe('X: ?');
    expect(of('Record-Route: <sip:a;lr>, <sip:[1:::2];lr>')).toMatch(
      /^record-route: <sip:a;lr>, <sip:.*wire\.invalid;lr>$/,
    );
  });

  it.each([
    ['application/sdp;x=y', 'Content-Type: application/sdp'],
    ['Application / SDP', 'Content-Type: application/sdp'],
    ['application/sdpx', 'c: application/sdpx'],
    ['text/plain;charset="utf-8"', 'c: text/plain;charset="utf-8"'],
    ['text/plain;§', 'Content-Type: text/plain'],
    ['', ''],
  ])('have a type of body as the parser compares it: %j', (type, told) => {
    expect(
      readableLine(salvageHeaders(`x\r\nc: ${type}`)[0] ?? { name: '', value: '', line: '' }),
    ).toBe(told);
  });
});

describe('contacts', () => {
  it('are those that can be read, some in other words, sixteen at most', () => {
    expect(readableContacts(['', '*', '<sip:a@b>;expires=60', '?'])).toEqual([
      '<sip:a@b>;expires=60',
    ]);
    expect(readableContacts(['<tel:110>', '<sip:a@[1:::2]>'])).toEqual([
      expect.stringMatching(/^<sip:110@x[0-9a-f]+\.wire\.invalid>$/),
      expect.stringMatching(/^<sip:a@x[0-9a-f]+\.wire\.invalid>$/),
    ]);
    const many = Array.from({ length: 20 }, (_, at) => `<sip:a${at}@b>`);
    expect(readableContacts(['', ...many])).toEqual(many.slice(0, 16));
  });

  it('longer than the grammar is asked to read are told in other words', () => {
    const longest = `<sip:${'a'.repeat(992)}@b>`;
    expect(longest).toHaveLength(1000);
    expect(readableContacts([longest])).toEqual([longest]);
    expect(readableContacts([`<sip:${'a'.repeat(993)}@b>`])).not.toContain(longest);
  });
});

describe('the body for the parser', () => {
  const sdp = 'v=0\r\no=- 1 1 IN IP4 x\r\n';

  it('is the description alone, whatever came with it', () => {
    const { lines, body } = inside(
      'INVITE',
      { 'Content-Type': 'text/odd', 'Content-Language': 'zh' },
      sdp,
    );
    expect(lines.slice(-2)).toEqual(['CSeq: 1 INVITE', 'Content-Type: application/sdp']);
    expect(body).toBe(sdp);
  });

  it('is nothing where a session could be described and is not', () => {
    const optional = { 'Content-Type': 'text/odd', 'Content-Disposition': 'x;handling=optional' };
    const { lines, body } = inside('INVITE', optional, 'hello');
    expect([lines.at(-1), body]).toEqual(['CSeq: 1 INVITE', '']);
  });

  it('is as it came elsewhere, with all that is said of it', () => {
    const said = { ...within, 'Content-Type': 'application/dtmf-relay', 'Content-Language': 'zh' };
    const { lines, body } = inside('INFO', said, 'Signal=1');
    expect(lines.slice(-2)).toEqual([
      'Content-Type: application/dtmf-relay',
      'Content-Language: zh',
    ]);
    expect(body).toBe('Signal=1');
  });

  it.each(['', 'plain', '/plain', 'text/', 'text /plain', 'te;xt/plain'])(
    'is left out elsewhere when its type says nothing: %j',
    (type) => {
      const { lines, body } = inside('INFO', { ...within, 'Content-Type': type }, 'Signal=1');
      expect([lines.at(-1), body]).toEqual(['CSeq: 1 INFO', '']);
    },
  );

  it('is news of a transfer also without a type (RFC 3420)', () => {
    const news = inside('NOTIFY', within, ' SIP/2.0 200 OK');
    expect([news.lines.at(-1), news.body]).toEqual([
      'Content-Type: message/sipfrag',
      ' SIP/2.0 200 OK',
    ]);
    expect(inside('INFO', within, 'SIP/2.0 200 OK').body).toBe('');
    expect(inside('NOTIFY', within, 'xSIP/2.0 200 OK').body).toBe('');
    expect(inside('NOTIFY', within, 'SIP/2.0').body).toBe('');
  });

  it('that is empty changes nothing of what is said of it', () => {
    expect(line('Content-Language', 'INFO', { ...within, 'Content-Language': 'zh' })).toHaveLength(
      1,
    );
    expect(line('Content-Language', 'INFO', { ...within, 'Content-Language': 'zh' }, 'x')).toEqual(
      [],
    );
  });
});

describe('what a frame is besides', () => {
  it.each([
    ['INVITE', true, true],
    ['OPTIONS', false, false],
    ['INFO', true, false],
  ])('%s starts a transaction: %s, and a call: %s', (method, starts, isNew) => {
    const checked = check(method);
    if (checked.kind !== 'message') throw new Error('refused');
    expect(checked.overload?.startsWith('SIP/2.0 503 ') ?? false).toBe(starts);
    expect(checked.overload?.includes('\r\nRetry-After: 10\r\n') ?? false).toBe(starts);
    expect(checked.failure).toMatch(/^SIP\/2\.0 500 /);
    expect(checked.isNewCall).toBe(isNew);
  });

  it.each(['ACK', 'BYE', 'CANCEL'])('%s ends something and starts nothing', (method) => {
    const checked = check(method, within);
    expect(checked).toMatchObject({ kind: 'message', overload: null, isNewCall: false });
    expect(checked.kind === 'message' && checked.failure === null).toBe(method === 'ACK');
  });

  it('an INVITE within a call is no new call, and one that is refused is one all the same', () => {
    expect(check('INVITE', within)).toMatchObject({ isNewCall: false });
    expect(check('INVITE', { Require: 'path' })).toMatchObject({
      kind: 'refused',
      isNewCall: true,
    });
    const odd = frame('INVITE').replace('INVITE sip', '  invite  sip');
    expect(checkFrame(odd)).toMatchObject({
      kind: 'refused',
      rule: 'badStartLine',
      isNewCall: true,
    });
    expect(checkFrame(`x${frame('INVITE')}`)).toMatchObject({ isNewCall: false });
    expect(check('OPTIONS', { Require: 'path' })).toMatchObject({ isNewCall: false });
  });

  it('a response of nobody’s is judged like a request and starts nothing', () => {
    const text = frame('OPTIONS').replace(/^.*\r\n/, 'SIP/2.0 200 OK\r\n');
    expect(checkFrame(text)).toEqual({
      kind: 'message',
      text,
      overload: null,
      failure: null,
      isNewCall: false,
    });
  });

  it('an answer to a request of ours is in our words and starts nothing, also when it is too long', () => {
    const request = {
      method: 'INVITE',
      via: 'v',
      from: 'f',
      to: 't;tag=x',
      callId: 'c',
      cseq: 1,
      target: 'sip:a',
    };
    const text = frame('OPTIONS').replace(/^.*\r\n/, 'SIP/2.0 486 Busy\r\n');
    const found = checkFrame(`${text}${'x'.repeat(70_000)}`, () => request);
    expect(found).toMatchObject({
      kind: 'message',
      overload: null,
      failure: null,
      isNewCall: false,
    });
    expect(textOf(found)).toContain('SIP/2.0 486 \r\nVia: v');
  });

  it.each(['INVITE', 'UPDATE'])(
    'a NUL in the head of %s is refused, of others it is not',
    (method) => {
      const name = '"a\0b" <sip:1@pbx.example>;tag=a';
      expect(check(method, { ...within, From: name })).toMatchObject({
        kind: 'refused',
        rule: 'nul',
      });
      const response = frame(method, { From: name }).replace(/^.*\r\n/, 'SIP/2.0 200 OK\r\n');
      expect(checkFrame(response)).toMatchObject({ rule: 'nul', answer: null });
      expect(check('OPTIONS', { From: name })).not.toMatchObject({ rule: 'nul' });
    },
  );

  it('is refused whole when it is too long, with what can be read of it', () => {
    const most = 65_536 - frame('OPTIONS', { 'X-Pad': '' }, '').length;
    const long = (length: number) =>
      checkFrame(frame('OPTIONS', { 'Content-Type': 'text/plain' }, 'x'.repeat(length)));
    expect(most).toBeGreaterThan(0);
    const empty = frame('OPTIONS', { 'Content-Type': 'text/plain' }).length;
    expect(long(65_536 - empty)).toMatchObject({ kind: 'message' });
    const refused = long(65_537 - empty);
    expect(refused).toMatchObject({ kind: 'refused', rule: 'tooLong' });
    expect(refused.kind === 'refused' && refused.answer).toMatch(/^SIP\/2\.0 513 /);
  });

  it('that is broken is refused unless it can only go on with a call (RFC 3261 §8.2.2)', () => {
    const broken = (method: string) =>
      checkFrame(frame(method).replace('\r\nVia', '\r\nnonsense\r\nVia'));
    expect(broken('OPTIONS')).toMatchObject({ kind: 'refused', rule: 'badHeaderLine' });
    expect(broken('BYE')).toMatchObject({ kind: 'message' });
    expect(checkFrame(frame('OPTIONS').replace('\r\n\r\n', ''))).toMatchObject({
      rule: 'noHeaderEnd',
    });
    const cut = checkFrame(frame('BYE').replace('\r\n\r\n', ''));
    expect(cut).toMatchObject({ kind: 'message' });
  });

  it('reads bytes wherever they lie, and nothing else', () => {
    const bytes = new TextEncoder().encode(`xx${frame('OPTIONS')}yy`);
    const view = new DataView(bytes.buffer, 2, bytes.length - 4);
    expect(textOf(checkFrame(view))).toBe(frame('OPTIONS'));
    expect(textOf(checkFrame(bytes.subarray(2, -2)))).toBe(frame('OPTIONS'));
    for (const other of [null, 5, {}, []])
      expect(checkFrame(other)).toEqual({
        kind: 'refused',
        rule: 'notText',
        answer: null,
        isNewCall: false,
      });
  });
});
