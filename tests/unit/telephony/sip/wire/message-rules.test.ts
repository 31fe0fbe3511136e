import { describe, expect, it } from 'vitest';
import {
  brokenRule,
  hasTag,
  isLenient,
  isPartOfCall,
  readStartLine,
} from '../../../../../src/telephony/sip/wire/message-rules.ts';
import {
  type WireMessage,
  readHeaders,
  salvageHeaders,
  valueOf,
  valuesOf,
} from '../../../../../src/telephony/sip/wire/wire-message.ts';

const heads = {
  Via: 'SIP/2.0/WSS pbx.example;branch=z9hG4bK1',
  From: '<sip:1@pbx.example>;tag=a',
  To: '<sip:1003@pbx.example>',
  'Call-ID': 'c1',
  CSeq: '1 ',
};

/** A message with these headers in place of or beside the usual ones; `null` = not there, several = as often. */
function message(
  method: string | null,
  changes: Readonly<Record<string, string | null | readonly string[]>> = {},
): WireMessage {
  const all = { ...heads, CSeq: `1 ${method ?? 'OPTIONS'}`, ...changes };
  const lines = Object.entries(all).flatMap(([name, value]) =>
    (value === null ? [] : [value].flat()).map((one) => `${name}: ${one}`),
  );
  const headers = readHeaders(['start', ...lines].join('\r\n'));
  if (typeof headers === 'string') throw new Error(headers);
  const uri = 'sip:1003@desk.invalid';
  return {
    startLine: method === null ? 'SIP/2.0 200 OK' : `${method} ${uri} SIP/2.0`,
    request: method === null ? null : { method, uri },
    headers,
  };
}
const broken = (
  method: string | null,
  changes: Parameters<typeof message>[1] = {},
  bodyLength = 0,
) => brokenRule(message(method, changes), bodyLength);
const within = { To: '<sip:1003@pbx.example>;tag=b' };

describe('a start line (RFC 3261 §7.1, §7.2)', () => {
  it.each([
    ['INVITE sip:a@b SIP/2.0', { request: { method: 'INVITE', uri: 'sip:a@b' } }],
    ['x!y tel:110 sip/2.0', { request: { method: 'x!y', uri: 'tel:110' } }],
    [`INVITE sip:${'a'.repeat(2044)} SIP/2.0`, 'badRequestUri'],
    [
      `INVITE x:${'a'.repeat(2046)} SIP/2.0`,
      { request: { method: 'INVITE', uri: `x:${'a'.repeat(2046)}` } },
    ],
    [`INVITE x:${'a'.repeat(2047)} SIP/2.0`, 'badStartLine'],
    ['INVITE sip:a@b?x=y SIP/2.0', 'badRequestUri'],
    ['INVITE nobody SIP/2.0', 'badRequestUri'],
    ['INVITE sip:a@b SIP/3.0', 'badVersion'],
    ['INVITE sip:a@b SIP/2.00', 'badVersion'],
    ['INVITE  sip:a@b SIP/2.0', 'badStartLine'],
    ['INVITE sip:a@b SIP/2.0 ', 'badStartLine'],
    [' INVITE sip:a@b SIP/2.0', 'badStartLine'],
    ['SIP/2.0 200 OK', { request: null }],
    ['SIP/2.0 200', { request: null }],
    ['SIP/2.0 200 ', { request: null }],
    ['SIP/2.0 099 x', 'badStartLine'],
    ['SIP/2.0 700 x', 'badStartLine'],
    ['SIP/2.0 20 x', 'badStartLine'],
    ['SIP/2.0 2000', 'badStartLine'],
    [`SIP/2.0 200 ${'x'.repeat(513)}`, 'badStartLine'],
  ] as const)('%s', (line, expected) => {
    expect(readStartLine(line)).toEqual(expected);
  });
});

describe('a head (RFC 3261 §7.3)', () => {
  const of = (...lines: readonly string[]) => readHeaders(['start', ...lines].join('\r\n'));

  it('has long names, values without blanks, lines as they came, folded ones joined', () => {
    expect(of('V:  x ', 'Subject\t: a', ' \tb', '\tc')).toEqual([
      { name: 'via', value: 'x', line: 'V:  x ' },
      { name: 'subject', value: 'a b c', line: 'Subject\t: a b c' },
    ]);
  });

  it('has at most 128 lines of at most 8192 characters', () => {
    const lines = (count: number) => Array.from({ length: count }, () => 'X: 1');
    expect(of(...lines(128))).toHaveLength(128);
    expect(of(...lines(129))).toBe('tooManyHeaders');
    expect(of(`X:${'a'.repeat(8190)}`)).toHaveLength(1);
    expect(of(`X:${'a'.repeat(8191)}`)).toBe('badHeaderLine');
    expect(of(`${'x'.repeat(512)}: 1`)).toHaveLength(1);
    expect(of(`${'x'.repeat(513)}: 1`)).toBe('badHeaderLine');
    expect(of('X 1')).toBe('badHeaderLine');
    expect(of('X y: 1')).toBe('badHeaderLine');
  });

  it('that is broken is read as far as it goes', () => {
    const head = 'start: no header\nA: 1\r\n\n  b\n\r\nnonsense\rC: 3\r\n D\n\te\n';
    expect(salvageHeaders(head).map(({ line }) => line)).toEqual(['A: 1', 'C: 3 D e']);
  });

  it('gives the values of a name in their order, and the first of them', () => {
    const headers = salvageHeaders('x\r\nA: 1\r\nB: 2\r\na: 3');
    expect(valuesOf(headers, 'a')).toEqual(['1', '3']);
    expect([valueOf(headers, 'a'), valueOf(headers, 'c')]).toEqual(['1', '']);
  });
});

describe('what hangs on a call', () => {
  it.each([
    ['INVITE', {}, true, false],
    ['OPTIONS', {}, false, false],
    ['ACK', {}, true, true],
    ['BYE', {}, true, true],
    ['CANCEL', {}, true, true],
    ['XBYE', {}, false, false],
    ['INVITE', within, true, true],
    ['INFO', within, true, true],
    [null, {}, false, false],
    [null, within, true, true],
  ] as const)(
    '%s %j is read leniently: %s; goes on with it or ends it: %s',
    (method, changes, isKind, isPart) => {
      const one = message(method, changes);
      expect([isLenient(one), isPartOfCall(one)]).toEqual([isKind, isPart]);
    },
  );

  it.each([
    ['<sip:a@b>;tag=x', true],
    ['<sip:a@b> ; tag = x', true],
    ['<sip:a@b>;\tTAG\t=x', true],
    ['<sip:a@b>;xtag=y', false],
    ['<sip:a@b>;tag', false],
    ['<sip:a@b>;tagx=y', false],
    ['sip:tag=x@b', false],
  ])('%s has a tag: %s', (address, expected) => {
    expect(hasTag(address)).toBe(expected);
  });
});

describe('what is wrong with a message', () => {
  it('is nothing, of a request, an answer, and one within a call', () => {
    for (const method of ['INVITE', 'OPTIONS', 'BYE', null]) expect(broken(method)).toBeNull();
    expect(
      broken('OPTIONS', { Date: 'Fri, 01 Jan 2010 16:00:00 GMT', 'Max-Forwards': '70' }),
    ).toBeNull();
  });

  it.each(['Via', 'From', 'To', 'Call-ID', 'CSeq'])('is that %s is missing', (name) => {
    expect(broken('OPTIONS', { [name]: null })).toBe('missingHeader');
    expect(broken('BYE', { [name]: null })).toBe('missingHeader');
  });

  it.each(['From', 'To', 'Call-ID', 'CSeq'] as const)('is that %s is there twice', (name) => {
    const value = name === 'CSeq' ? '1 OPTIONS' : heads[name];
    expect(broken('OPTIONS', { [name]: [value, value] })).toBe('repeatedHeader');
  });

  it('is that what counts is there twice, where no call hangs on it', () => {
    for (const name of ['Max-Forwards', 'Date', 'Content-Length'])
      expect(broken('OPTIONS', { [name]: ['0', '0'] })).toBe('repeatedHeader');
    expect(broken('INVITE', { 'Max-Forwards': ['0', '0'], Date: ['x', 'y'] })).toBeNull();
    expect(broken('INVITE', { 'Content-Length': ['0', '0'] })).toBe('repeatedHeader');
    expect(broken('BYE', { 'Content-Length': ['0', '9'] })).toBeNull();
    expect(broken('OPTIONS', { Via: [heads.Via, heads.Via], Route: ['a', 'b'] })).toBeNull();
  });

  it.each([
    ['2147483647 OPTIONS', null],
    ['2147483648 OPTIONS', 'badCseq'],
    ['1\t \tOPTIONS', null],
    ['1OPTIONS', 'badCseq'],
    ['12345678901 OPTIONS', 'badCseq'],
    ['x1 OPTIONS', 'badCseq'],
    ['1 OPTIONS x', 'badCseq'],
    ['1 INVITE', 'badCseq'],
  ])('is, of a CSeq of %s: %s (§8.1.1.5)', (cseq, rule) => {
    expect(broken('OPTIONS', { CSeq: cseq })).toBe(rule);
  });

  it('is no CSeq of another method in an answer: whose it is, is asked elsewhere', () => {
    expect(broken(null, { CSeq: '1 INVITE' })).toBeNull();
  });

  it.each([
    ['5', 5, null],
    ['6', 5, 'badContentLength'],
    ['0', 5, null],
    ['000005', 5, null],
    ['0000005', 5, 'badContentLength'],
    ['5x', 5, 'badContentLength'],
    ['x5', 5, 'badContentLength'],
    ['-1', 5, 'badContentLength'],
    ['', 5, 'badContentLength'],
  ])('is, of a length of %j with %d bytes: %s (§18.3)', (length, bytes, rule) => {
    expect(broken('OPTIONS', { 'Content-Length': length }, bytes)).toBe(rule);
    expect(broken('BYE', { 'Content-Length': length }, bytes)).toBeNull();
  });

  it.each([
    ['OPTIONS', { From: '水 <sip:a@b>' }, 'badAddress'],
    ['OPTIONS', { To: '水 <sip:a@b>' }, 'badAddress'],
    ['INVITE', { From: '水 <sip:a@b>', To: '水 <sip:a@b>' }, null],
    ['INVITE', { From: 'nobody' }, 'badAddress'],
    ['INVITE', { To: 'nobody' }, 'badAddress'],
    ['OPTIONS', { 'Call-ID': '' }, 'badAddress'],
    ['INVITE', { 'Call-ID': '' }, 'badAddress'],
    ['OPTIONS', { 'Call-ID': 'a\u0001b' }, 'badAddress'],
    ['OPTIONS', { 'Call-ID': 'a\tb' }, null],
    ['OPTIONS', { Contact: '*' }, null],
    ['OPTIONS', { Contact: '<sip:a@b>, nobody' }, 'badAddress'],
    ['OPTIONS', { Contact: ['<sip:a@b>', 'nobody'] }, 'badAddress'],
    ['INVITE', { Contact: 'nobody' }, null],
  ] as const)('is, of addresses of %s %j: %s', (method, changes, rule) => {
    expect(broken(method, changes)).toBe(rule);
  });

  it.each([
    ['OPTIONS', `${heads.Via}, nonsense`, 'badVia'],
    ['OPTIONS', 'SIP/2.0/WS a§b', 'badVia'],
    ['INVITE', 'SIP/2.0/WS a§b', null],
    ['INVITE', `nonsense, ${heads.Via}`, 'badVia'],
  ])('is, of %s by way of %s: %s', (method, via, rule) => {
    expect(broken(method, { Via: via })).toBe(rule);
  });

  it.each([
    ['OPTIONS', 'Fri, 01 Jan 2010 16:00:00 EST', 'badDate'],
    ['OPTIONS', 'Fri, 1 Jan 2010 16:00:00 GMT', 'badDate'],
    ['INVITE', 'Fri, 01 Jan 2010 16:00:00 EST', null],
  ])('is, of %s on %s: %s (RFC 4475 §3.1.2.12)', (method, date, rule) => {
    expect(broken(method, { Date: date })).toBe(rule);
  });
});
