import { describe, expect, it } from 'vitest';
import { readParts } from '../../../../../src/telephony/sip/wire/multipart.ts';
import { ownBody, readSessionBody } from '../../../../../src/telephony/sip/wire/session-body.ts';
import { salvageHeaders } from '../../../../../src/telephony/sip/wire/wire-message.ts';

const parts = (type: string, body: string) =>
  readParts({
    headers: salvageHeaders(`x\r\nContent-Type: ${type}`),
    body: Buffer.from(body, 'latin1'),
  })?.map((part) => ({
    headers: part.headers.map(({ line }) => line),
    body: Buffer.from(part.body).toString('latin1'),
  })) ?? null;
const mixed = 'multipart/mixed;boundary=b';
const one = (body: string, ...headers: string[]) => ({ headers, body });

describe('the parts of a body (RFC 2046 §5.1)', () => {
  it.each([
    ['--b\r\n\r\nA\r\n--b--', [one('A')]],
    ['--b\r\nX: 1\r\n\r\nA\r\n--b--\r\n', [one('A', 'X: 1')]],
    ['text\r\n--b\r\n\r\nA\r\n\r\n--b \t\r\n\r\nB\r\n--b--\r\nmore', [one('A\r\n'), one('B')]],
    ['--b\n\nA\n\n--b\n\nB\n--b--', [one('A\n'), one('B')]],
    ['--b\n\nA\n--b--', [one('A')]],
    ['--b\r\n\r\nA', [one('A')]],
    ['--b\r\n\r\nA\r\n--b', [one('A'), one('')]],
    ['--b\r\n\r\nA --b\r\nx--b\r\n--b--', [one('A --b\r\nx--b')]],
    ['--b\r\n\r\nA\r\n--bx\r\n--b--', [one('A\r\n--bx')]],
    ['--b\r\n\r\nA\r\n--b-- x\r\n--b--', [one('A\r\n--b-- x')]],
    ['--b\r\nX: 1\r\nA\r\n--b--', [one('X: 1\r\nA')]],
    ['--b\r\nX: 1\n\nA\r\n--b--', [one('A', 'X: 1')]],
    ['--b\r\n\r\n--b\r\n\r\nB\r\n--b--', [one(''), one('B')]],
    ['--b\r\n\r\n\x00\xff\r\n--b--', [one('\x00\xff')]],
  ])('%j', (body, expected) => {
    expect(parts(mixed, body)).toEqual(expected);
  });

  it('are none, and no fault, where the first boundary is the last', () => {
    expect(parts(mixed, '--b--\r\n')).toEqual([]);
  });

  it('are none without a boundary that stands there', () => {
    expect(parts(mixed, 'nothing')).toBeNull();
    expect(parts('multipart/mixed', 'nothing')).toBeNull();
    expect(parts('multipart/mixed', 'x --b\r\n\r\nA')).toBeNull();
    expect(parts('multipart/mixed', `--${'b'.repeat(201)}\r\n\r\nA`)).toBeNull();
  });

  it.each([
    ['multipart/mixed', 'b'],
    ['multipart/mixed;boundary=', 'b'],
    [`multipart/mixed;boundary=${'b'.repeat(201)}`, 'b'],
    [`multipart/mixed;boundary=${'b'.repeat(200)}`, 'b'.repeat(200)],
    ['multipart/mixed; Boundary = "b c"; x=y', 'b c'],
    ['multipart/mixed;\tboundary\t=\tb', 'b'],
    ['multipart/mixed;xboundary=c', 'b'],
  ])(
    'are parted by what the type says, else by the first that stands there: %s',
    (type, boundary) => {
      expect(parts(type, `--${boundary}\r\n\r\nA\r\n--${boundary}--`)).toEqual([one('A')]);
    },
  );

  it('may begin behind blank lines when nobody names the boundary', () => {
    expect(parts('multipart/mixed', '\r\n\n--b  \n\r\nA\r\n--b--')).toEqual([one('A')]);
  });

  it('are sixteen at most', () => {
    const many = (count: number) =>
      `${Array.from({ length: count }, (_, at) => `--b\r\n\r\n${at}\r\n`).join('')}--b--`;
    expect(parts(mixed, many(16))?.map(({ body }) => body)).toHaveLength(16);
    expect(parts(mixed, many(40))?.at(-1)).toEqual(one('15'));
    expect(parts(mixed, many(40))).toHaveLength(16);
  });
});

describe('the own body of a message (RFC 3261 §18.3)', () => {
  it.each([
    ['2', 'ab'],
    ['0', ''],
    ['9', 'abc'],
    ['000002', 'ab'],
    ['0000002', 'abc'],
    ['2x', 'abc'],
    ['x2', 'abc'],
    ['-1', 'abc'],
    ['', 'abc'],
  ])('with a length of %j is %j', (length, expected) => {
    const headers = salvageHeaders(`x\r\nContent-Length: ${length}`);
    expect(Buffer.from(ownBody(headers, Buffer.from('abc'))).toString()).toBe(expected);
  });
});

describe('what a body says of the session', () => {
  const sdp = 'v=0\r\no=- 1 1 IN IP4 x';
  const read = (body: string, ...lines: string[]) =>
    readSessionBody(salvageHeaders(['x', ...lines].join('\r\n')), Buffer.from(body));

  it.each([
    ['v=0\r\no=x', true],
    [' \r\n v=0 \r\n\r\no=x', true],
    ['v=0\no=x', true],
    ['xv=0\r\no=x', false],
    ['v=0x\r\no=x', false],
    ['v=0\r\ns=x', false],
    ['v=0o=x', false],
  ])('%j is a description: %s (RFC 8866 §5)', (body, isOne) => {
    expect(read(body).sdp).toBe(isOne ? body : null);
  });

  it.each([
    ['application/sdp', true],
    ['Application / SDP;x=y', true],
    ['application/sdpx', false],
    ['x application/sdp', false],
    ['application', false],
  ])('%s is the type of one: %s', (type, isOne) => {
    expect(read('?', `Content-Type: ${type}`).sdp).toBe(isOne ? '?' : null);
  });

  it.each([
    ['session;handling=optional', null],
    ['session; Handling = "Optional"', null],
    ['session;\thandling\t=\toptional', null],
    ['session;xhandling=optional', 'unsupported'],
    ['session;handlingx=optional', 'unsupported'],
    ['session;handling=required', 'unsupported'],
    ['session', 'unsupported'],
  ])(
    'that is not understood is a fault unless it need not be: %s (§20.11)',
    (disposition, fault) => {
      const lines = ['Content-Type: text/plain', `Content-Disposition: ${disposition}`];
      expect(read('?', ...lines).fault).toBe(fault);
    },
  );

  it.each([
    ['early-session', true],
    ['  Early-Session;handling=required', true],
    ['early-sessions', false],
    ['xearly-session', false],
    ['session;early-session', false],
  ])('%s is early media of another model: %s (RFC 3959)', (disposition, isEarly) => {
    const lines = ['Content-Type: application/sdp', `Content-Disposition: ${disposition}`];
    expect(read(sdp, ...lines)).toEqual({ sdp: isEarly ? null : sdp, fault: null });
  });
});
