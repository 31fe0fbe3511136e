import { describe, expect, it } from 'vitest';
import { dutyRefusal } from '../../../../../src/telephony/sip/wire/request-duties.ts';
import type { SessionBody } from '../../../../../src/telephony/sip/wire/session-body.ts';
import { salvageHeaders } from '../../../../../src/telephony/sip/wire/wire-message.ts';

const within = 'To: <sip:1003@pbx.example>;tag=b';
const duty = (
  method: string | null,
  lines: readonly string[] = [],
  { uri = 'sip:1003@desk.invalid', fault = null as SessionBody['fault'] } = {},
) => {
  const start = method === null ? 'SIP/2.0 200 OK' : `${method} ${uri} SIP/2.0`;
  const headers = salvageHeaders([start, ...lines].join('\r\n'));
  const request = method === null ? null : { method, uri };
  return dutyRefusal({ startLine: start, request, headers }, { sdp: null, fault });
};

describe('what a UAS owes a request before it looks at it (RFC 3261 §8.2)', () => {
  it.each(['REGISTER', 'MESSAGE', 'PUBLISH'])('%s is not for a desk', (method) => {
    expect(duty(method)).toEqual({
      status: 405,
      headers: [
        'Allow: ACK, BYE, CANCEL, INFO, INVITE, NOTIFY, OPTIONS, PRACK, REFER, SUBSCRIBE, UPDATE',
      ],
    });
  });

  it.each(['INVITE', 'OPTIONS', 'BYE', 'NOTIFY', 'UPDATE'])('nothing of %s', (method) => {
    expect(duty(method)).toBeNull();
  });

  it.each(['ACK', 'CANCEL', null])('nothing of %s, whatever is wrong with it', (method) => {
    expect(duty(method, ['Require: path'], { uri: 'urn:x' })).toBeNull();
  });

  it.each([
    ['sip:a', null],
    ['SIPS:a', null],
    ['tel:110', 416],
    ['xsip:a', 416],
    ['sipx:a', 416],
  ])('the scheme of %s: %s (§8.2.2.1)', (uri, status) => {
    expect(duty('INVITE', [], { uri })?.status ?? null).toBe(status);
    expect(duty('INVITE', [within], { uri })).toBeNull();
  });

  it('what is required of it and not known, and no more than that (§8.2.2.3)', () => {
    expect(duty('OPTIONS', ['Require: TIMER, 100rel,,', 'Require:'])).toBeNull();
    expect(duty('OPTIONS', ['Require: path, timer', 'Require: gruu'])).toEqual({
      status: 420,
      headers: ['Unsupported: path, gruu'],
    });
  });

  it.each([
    ['To: <sip:a@b>', 481],
    ['To: <sip:a@b>;xtag=y', 481],
    ['To: <sip:a@b>;tag=x', null],
    ['To: <sip:a@b> ; TAG = x', null],
    ['To: <sip:a@b>;\ttag\t=x', null],
  ])('a PRACK with %s: %s (§12.2.2)', (line, status) => {
    expect(duty('PRACK', [line])?.status ?? null).toBe(status);
  });

  it.each(['INVITE', 'UPDATE'])('a body of %s that it cannot read (§8.2.3)', (method) => {
    expect(duty(method, [], { fault: 'unsupported' })).toEqual({
      status: 415,
      headers: [
        'Accept: application/sdp, multipart/mixed, multipart/alternative',
        'Accept-Encoding: identity',
      ],
    });
    expect(duty(method, [], { fault: 'bodyWithoutType' })).toBeNull();
    expect(duty('INFO', [], { fault: 'unsupported' })).toBeNull();
  });

  it.each([
    ['Accept: text/plain', 406],
    ['Accept: text/plain, application/isup', 406],
    ['Accept: application/sdp', null],
    ['Accept: Text/plain, Application/SDP ;q=0.5', null],
    ['Accept: */*', null],
    ['Accept: application/*', null],
    ['Accept:', null],
    ['X: 1', null],
  ])('an answer as it wants it: %s: %s (§20.1)', (line, status) => {
    expect(duty('INVITE', [line])?.status ?? null).toBe(status);
    expect(duty('OPTIONS', [line])).toBeNull();
  });

  it('has no headers beside a 406, 416 and 481', () => {
    expect(duty('INVITE', ['Accept: text/plain'])).toEqual({ status: 406, headers: [] });
    expect(duty('INVITE', [], { uri: 'tel:1' })).toEqual({ status: 416, headers: [] });
    expect(duty('PRACK')).toEqual({ status: 481, headers: [] });
  });

  it('is asked of an INVITE without anything about its body, too', () => {
    const headers = salvageHeaders('x\r\nAccept: text/plain');
    const request = { method: 'INVITE', uri: 'sip:a' };
    expect(dutyRefusal({ startLine: 'INVITE sip:a SIP/2.0', request, headers }, null)?.status).toBe(
      406,
    );
  });
});
