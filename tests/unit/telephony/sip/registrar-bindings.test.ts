import { describe, expect, it } from 'vitest';
import { readBindings } from '../../../../src/telephony/sip/registrar-bindings.ts';

describe('bindings at the registrar', () => {
  it('finds ours whatever the registrar made of its address', () => {
    expect(
      readBindings(['<sip:desk1@203.0.113.9:4711;transport=ws>;expires=120'], undefined, 'desk1'),
    ).toEqual({
      ownExpiresSeconds: 120,
      hasOthers: false,
    });
  });

  it('sees another desk in the same header line', () => {
    const line = '"A, B" <sip:desk1@x;a=1,2>;expires=60, <sip:desk2@y>;expires=30';
    expect(readBindings([line], undefined, 'desk1')).toEqual({
      ownExpiresSeconds: 60,
      hasOthers: true,
    });
  });

  it('does not count bindings that are just removed', () => {
    expect(
      readBindings(['<sip:desk1@x>;expires=60', '<sip:desk2@y>;expires=0'], undefined, 'desk1')
        .hasOthers,
    ).toBe(false);
  });

  it('takes the Expires header when the contact has none', () => {
    expect(readBindings(['<sip:desk1@x>'], '90', 'desk1').ownExpiresSeconds).toBe(90);
  });

  it('says when we are not in the list', () => {
    expect(
      readBindings(['<sip:desk2@y>;expires=30'], undefined, 'desk1').ownExpiresSeconds,
    ).toBeNull();
    expect(readBindings([], undefined, 'desk1').ownExpiresSeconds).toBeNull();
  });
});
