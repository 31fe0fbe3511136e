import { describe, expect, it } from 'vitest';
import { parseSip } from '../../../../src/training/sip/sip-message.ts';
import { aRequest, aResponse, sipText } from '../../../support/sip-text.ts';

describe('parseSip', () => {
  it('reads who asks what', () => {
    const request = aRequest('REGISTER', {
      headers: ['Contact: <sip:abc@phone.invalid;transport=ws>;expires=300', 'X-Queue: 水务热线'],
    });
    expect(request).toMatchObject({
      kind: 'request',
      method: 'REGISTER',
      targetUser: '19900000456',
      cseq: 1,
      branch: 'z9hG4bKone',
    });
    expect(request.from).toMatchObject({ user: '8001', displayName: '坐席' });
    expect(request.contacts[0]?.param('expires')).toBe('300');
    expect(request.header('x-queue')).toBe('水务热线');
  });

  it('reads a response', () => {
    expect(aResponse(180)).toMatchObject({ kind: 'response', status: 180, method: 'INVITE' });
  });

  it('reads the wish to remove every binding, which SIP.js refuses', () => {
    expect(aRequest('REGISTER', { headers: ['Contact: *'] })).toMatchObject({
      everyContact: true,
      contacts: [],
    });
    expect(aRequest('REGISTER').everyContact).toBe(false);
  });

  it('reads an address whose user part has an escaped percent sign', () => {
    const contact = '<sip:50%25@phone.invalid;transport=ws>';
    const request = aRequest('REGISTER', { headers: [`Contact: ${contact}`] });
    expect(request.contacts[0]).toMatchObject({
      uri: 'sip:50%25@phone.invalid;transport=ws',
      user: '50%',
    });
  });

  it.each([
    ['noise', 'hello'],
    [
      'an address whose escapes are not UTF-8',
      sipText([
        'OPTIONS sip:a@b.invalid SIP/2.0',
        'Via: SIP/2.0/WS b.invalid;branch=z9hG4bK1',
        'From: <sip:%D5%C5@b.invalid>;tag=1',
        'To: <sip:a@b.invalid>',
        'Call-ID: a',
        'CSeq: 1 OPTIONS',
      ]),
    ],
    ['a header block without an end', 'OPTIONS sip:a@b SIP/2.0\r\nVia: x'],
    ['a response with a CSeq that is no number', sipText(['SIP/2.0 200 OK', 'CSeq: abc INVITE'])],
    [
      'a request without From',
      sipText(['OPTIONS sip:a@b.invalid SIP/2.0', 'Call-ID: a', 'CSeq: 1 OPTIONS']),
    ],
  ])('refuses %s without throwing', (_, text) => {
    expect(parseSip(text)).toBeNull();
  });
});
