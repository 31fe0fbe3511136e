import { describe, expect, it } from 'vitest';
import { originalTags, tagOrNone } from '../../../../../src/telephony/sip/wire/no-tag.ts';
import { originalBranches, trueBranch } from '../../../../../src/telephony/sip/wire/old-branch.ts';
import { quickHash } from '../../../../../src/telephony/sip/wire/quick-hash.ts';
import { restoreOutgoing } from '../../../../../src/telephony/sip/wire/restore-outgoing.ts';
import { statelessAnswer } from '../../../../../src/telephony/sip/wire/stateless-answer.ts';
import { salvageHeaders } from '../../../../../src/telephony/sip/wire/wire-message.ts';

const start = 'OPTIONS sip:1003@desk.invalid SIP/2.0';
const heads = ['Via: a', 'Via: b', 'From: f', 'To: t', 'Call-ID: c', 'CSeq: 1 OPTIONS'];
const answer = (lines: readonly string[] = heads, startLine = start, extra?: readonly string[]) =>
  statelessAnswer(startLine, salvageHeaders(['x', ...lines].join('\r\n')), {
    status: 400,
    ...(extra ? { extra } : {}),
  })?.split('\r\n') ?? null;

describe('an answer without a transaction (RFC 3261 §8.2.6)', () => {
  it('has the headers of the request as they came, and a tag of its own', () => {
    expect(answer(heads, start, ['X: 1'])).toEqual([
      'SIP/2.0 400 Bad Request',
      ...['Via: a', 'Via: b', 'From: f', `To: t;tag=${quickHash('a,bt')}`, 'Call-ID: c'],
      ...['CSeq: 1 OPTIONS', 'X: 1', 'Content-Length: 0', '', ''],
    ]);
    expect(answer()?.slice(-4)).toEqual(['CSeq: 1 OPTIONS', 'Content-Length: 0', '', '']);
  });

  it('is the same for the same request, and has another tag for another one', () => {
    expect(answer()).toEqual(answer());
    const tag = (...lines: string[]) => answer(lines)?.find((line) => line.startsWith('To'));
    expect(tag('Via: a', 'To: t', 'CSeq: 1')).not.toBe(tag('Via: b', 'To: t', 'CSeq: 1'));
  });

  it('makes up nothing that the request does not have', () => {
    expect(answer(['Via: a', 'CSeq: 1 OPTIONS'])).toEqual([
      ...['SIP/2.0 400 Bad Request', 'Via: a', 'CSeq: 1 OPTIONS', 'Content-Length: 0', '', ''],
    ]);
  });

  it.each([';tag=x', ' ; TAG = x', ';\ttag\t=x'])('keeps the tag that is there: %j', (tag) => {
    expect(answer(['Via: a', `To: t${tag}`, 'CSeq: 1'])).toContain(`To: t${tag}`);
  });

  it.each([';xtag=y', ';tagx=y', ' tag=x'])('%j is no tag', (tag) => {
    expect(answer(['Via: a', `To: t${tag}`, 'CSeq: 1'])?.join()).toContain(`To: t${tag};tag=`);
  });

  it('is none for a response, an ACK, and what nobody could tell it from', () => {
    for (const line of ['SIP/2.0 200 OK', ' sip / 2.0', 'ACK sip:a SIP/2.0', '  ack x'])
      expect(answer(heads, line)).toBeNull();
    expect(answer(heads, 'ACKX sip:a SIP/2.0')).not.toBeNull();
    expect(answer(heads, 'XACK sip:a SIP/2.0')).not.toBeNull();
    expect(answer(['Via: a', 'To: t'])).toBeNull();
    expect(answer(['To: t', 'CSeq: 1 OPTIONS'])).toBeNull();
  });

  it('is none that would be longer than a frame', () => {
    const lines = ['Via: a', 'CSeq: 1 OPTIONS'];
    const empty = answer(lines)?.join('\r\n').length ?? 0;
    const padded = (length: number) => answer(lines, start, ['x'.repeat(length)]);
    expect(padded(65_536 - empty - 2)?.join('\r\n')).toHaveLength(65_536);
    expect(padded(65_536 - empty - 1)).toBeNull();
  });
});

describe('the name of a transaction of a peer without a true branch (RFC 3261 §17.2.3)', () => {
  const named = (
    facts: { via?: string; from?: string; callId?: string; cseq?: string; uri?: string } = {},
  ) => {
    const {
      via = 'SIP/2.0/UDP h;branch=1',
      from = 'f;tag=x',
      callId = 'c',
      cseq = '1 INVITE',
    } = facts;
    const lines = [`Via: ${via}`, `From: ${from}`, `Call-ID: ${callId}`, `CSeq: ${cseq}`];
    const request = { method: 'INVITE', uri: facts.uri ?? 'sip:a' };
    const headers = salvageHeaders(['x', ...lines].join('\r\n'));
    return trueBranch({ startLine: '', request, headers });
  };
  const branchOf = (facts: Parameters<typeof named>[0] = {}) =>
    /branch=z9hG4bKold-([0-9a-z]+)-/.exec(named(facts) ?? '')?.[1];

  it.each([
    ['SIP/2.0/UDP h', 'SIP/2.0/UDP h'],
    ['SIP/2.0/UDP h;branch=1', 'SIP/2.0/UDP h;branch=1'],
    ['SIP/2.0/UDP h;BRANCH = z9hG4bK', 'SIP/2.0/UDP h;branch=z9hG4bK'],
    ['SIP/2.0/UDP h;branch=xz9hG4bK1;x=y', 'SIP/2.0/UDP h;x=y;branch=xz9hG4bK1'],
    [
      'SIP/2.0/UDP h;\tbranch\t=\t1, SIP/2.0/UDP i;branch=2',
      'SIP/2.0/UDP h;branch=1, SIP/2.0/UDP i;branch=2',
    ],
    ['SIP/2.0/UDP h;branch=', 'SIP/2.0/UDP h'],
  ])('is put into %j and taken out again', (via, original) => {
    expect(originalBranches(named({ via }) ?? '')).toBe(original);
  });

  it.each(['z9hG4bK1', 'Z9HG4BKx', 'z9hG4bK-'])('is not needed of %s', (branch) => {
    expect(named({ via: `SIP/2.0/UDP h;branch=${branch}` })).toBeNull();
  });

  it('is the same for the ACK and another one where anything else differs', () => {
    const one = branchOf();
    expect(branchOf({ cseq: '1 ACK' })).toBe(one);
    expect(branchOf({ cseq: '1\tACK' })).toBe(one);
    for (const tag of ['; tag = x', ';\tTAG\t=\tx', ';tag=x;y=z', ';tag=x y'])
      expect(branchOf({ from: `f${tag}` })).toBe(one);
    const others = [
      { cseq: '2 INVITE' },
      { from: 'f;tag=xy' },
      { from: 'f' },
      { callId: 'd' },
      { uri: 'sip:b' },
      { via: 'SIP/2.0/UDP i;branch=1' },
      { via: 'SIP/2.0/UDP h;branch=2' },
    ];
    const names = [one, ...others.map(branchOf)];
    expect(new Set(names).size).toBe(names.length);
    expect(branchOf({ from: 'f;xtag=x' })).toBe(branchOf({ from: 'f' }));
  });

  it('is none of an answer', () => {
    const headers = salvageHeaders('x\r\nVia: SIP/2.0/UDP h');
    expect(trueBranch({ startLine: '', request: null, headers })).toBeNull();
  });
});

describe('the tag of a far side that has none', () => {
  const none = ';tag=none.tag.wire.invalid';

  it('is made up where one is needed, and taken out of everything that leaves', () => {
    expect(tagOrNone('<sip:a@b>', 'x', true)).toBe('<sip:a@b>;tag=x');
    expect(tagOrNone('<sip:a@b>', undefined, true)).toBe(`<sip:a@b>${none}`);
    expect(tagOrNone('<sip:a@b>', undefined, false)).toBe('<sip:a@b>');
    expect(tagOrNone('<sip:a@b>;tag=y', undefined, true)).toBe('<sip:a@b>;tag=y');
    expect(originalTags(`To: a${none}\r\nFrom: b${none};x`)).toBe('To: a\r\nFrom: b;x');
  });
});

describe('a message that leaves', () => {
  it('is restored in its head and left alone in its body', () => {
    const head = 'ACK sip:a SIP/2.0\r\nTo: <sip:b>;tag=none.tag.wire.invalid';
    expect(restoreOutgoing(`${head}\r\n\r\n${head}`)).toBe(
      `ACK sip:a SIP/2.0\r\nTo: <sip:b>\r\n\r\n${head}`,
    );
    expect(restoreOutgoing(head)).toBe('ACK sip:a SIP/2.0\r\nTo: <sip:b>');
    const via = 'Via: SIP/2.0/UDP h;branch=z9hG4bKold-1-31';
    expect(restoreOutgoing(via)).toBe('Via: SIP/2.0/UDP h;branch=1');
  });
});

it('a short name depends on each character and its place', () => {
  const texts = ['', 'a', 'b', 'ab', 'ba', 'aab', 'aba', 'baa', 'a\u0000', '\u0000a', 'aaaa'];
  expect(new Set(texts.map(quickHash)).size).toBe(texts.length);
  // FNV-1a of "a" in 32 bits is e40c292c, known from its authors' test vectors.
  expect(quickHash('a').startsWith((0xe40c292c).toString(36))).toBe(true);
  expect(quickHash('foobar').startsWith((0xbf9cf968).toString(36))).toBe(true);
});
