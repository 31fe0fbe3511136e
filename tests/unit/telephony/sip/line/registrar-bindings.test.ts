import { describe, expect, it } from 'vitest';
import { readBindings } from '../../../../../src/telephony/sip/line/registrar-bindings.ts';

const own = { contactUser: 'desk1', extension: '1003', askedSeconds: 300 };
const read = (contacts: string[], expires?: string) => readBindings(contacts, expires, own);

describe('bindings at the registrar', () => {
  it('finds ours whatever the registrar made of its address', () => {
    expect(read(['<sip:desk1@203.0.113.9:4711;transport=ws>;expires=120'])).toEqual({
      ownExpiresSeconds: 120,
      hasOthers: false,
    });
  });

  it('sees another desk in the same header line', () => {
    const line = '"A, B" <sip:desk1@x;a=1,2>;expires=60, <sip:desk2@y>;expires=30';
    expect(read([line])).toEqual({ ownExpiresSeconds: 60, hasOthers: true });
  });

  it('does not count bindings that are just removed', () => {
    const { hasOthers } = read(['<sip:desk1@x>;expires=60', '<sip:desk2@y>;expires=0']);
    expect(hasOthers).toBe(false);
  });

  it.each([
    ['in the header only', ['<sip:desk1@x>'], '90', 90],
    ['in both: the contact counts', ['<sip:desk1@x>;expires=60'], '90', 60],
    ['in neither: as asked', ['<sip:desk1@x>'], undefined, 300],
    ['absurd in both: as asked', ['<sip:desk1@x>;expires=soon'], '-1', 300],
    ['zero beside us: not bound', ['<sip:desk1@x>;expires=0'], '300', null],
    ['no contact, a header', [], '300', 300],
    ['no contact, no header', [], undefined, 300],
    ['no contact, zero', [], '0', null],
    ['a contact that was rewritten', ['<sip:1003@203.0.113.5:53951>;expires=1200'], '1200', 1200],
    ['one that a border controller made', ['<sip:sbc-7f@203.0.113.5>;expires=90'], undefined, 90],
    [
      'a GRUU beside it',
      ['<sip:desk1@x>;pub-gruu="sip:1003@pbx;gr=1";expires=70;+sip.instance="<urn:uuid:1>"'],
      undefined,
      70,
    ],
  ] as const)('knows how long we are bound: %s', (_name, contacts, header, seconds) => {
    expect(read([...contacts], header).ownExpiresSeconds).toBe(seconds);
  });

  it('takes the first to end of several that may be ours', () => {
    const contacts = ['<sip:1003@192.0.2.1>;expires=600', '<sip:1003@192.0.2.2>;expires=60'];
    expect(read(contacts)).toEqual({ ownExpiresSeconds: 60, hasOthers: true });
  });

  it('says when only other desks are in the list', () => {
    expect(read(['<sip:desk2@y>;expires=30']).ownExpiresSeconds).toBeNull();
  });
});
