import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isLooseVia,
  isVia,
  readUri,
  splitList,
  uriOfAddress,
} from '../../../../../src/telephony/sip/wire/grammar.ts';

describe('a URI (RFC 3261 §19.1)', () => {
  it.each([
    ['sip:1003@pbx.example', 'sip', false],
    ['SIPS:pbx.example', 'sips', false],
    ['sip:a:b@[2001:db8::1]:5060;lr', 'sip', false],
    ['sip:a@b?Subject=x', 'sip', true],
    ['sip:%41@b', 'sip', false],
    ['tel:+86?x', 'tel', false],
    ['Tel:110', 'tel', false],
    ['x-y+1.2:z', 'x-y+1.2', false],
  ])('%s is one of scheme %s', (uri, scheme, hasHeaders) => {
    expect(readUri(uri)).toEqual({ scheme, hasHeaders });
  });

  it.each([
    'pbx.example',
    'sip:',
    'sips:',
    'sip:a@b:123456',
    'sip:a@2001:db8::1',
    'sip:a@@b',
    'sip:%4@b',
    'sip:a b@c',
    'sip:<a@b>',
    '1sip:a',
    ':a',
    `${'s'.repeat(33)}:a`,
  ])('%s is none', (uri) => {
    expect(readUri(uri)).toBeNull();
  });
});

describe('an address (RFC 3261 §20.10)', () => {
  it.each([
    ['<sip:a@b>;tag=x', 'sip:a@b'],
    ['"水 \\" x" <sip:a@b>', 'sip:a@b'],
    ['A B <tel:110>', 'tel:110'],
    ['sip:a@b;tag=x', 'sip:a@b'],
    ['<sip:a@b;lr?x=y>;tag="q"', 'sip:a@b;lr?x=y'],
  ])('%s is %s', (address, uri) => {
    expect(uriOfAddress(address)).toBe(uri);
  });

  it.each(['<a@b>', 'a@b', '<sip:a@b', 'A, B <sip:a@b>', '"A <sip:a@b>', 'sip:a@b?x=y', '', '<>'])(
    '%s is none',
    (address) => {
      expect(uriOfAddress(address)).toBeNull();
    },
  );
});

describe('a Via (RFC 3261 §20.42)', () => {
  it.each([
    ['SIP/2.0/WSS host.invalid;branch=z9hG4bK1', true, true],
    ['SIP / 2.0 / UDP [::1] : 5060 ;received=::1', true, true],
    ['SIP/2.0/WS my_host;x="a;b"', true, true],
    ['SIP/2.0/WS a§b;branch=z', false, true],
    ['SIP/2.0/WS host;p§=1', false, true],
    ['SIP/2.0/WS "a"', false, false],
    ['SIP/3.0/WS host', false, false],
    ['SIP/2.0/WS', false, false],
    ['nonsense', false, false],
  ])('%s: right by the letter %s, can be made out %s', (via, isRight, isClear) => {
    expect([isVia(via), isLooseVia(via)]).toEqual([isRight, isClear]);
  });
});

describe('a list', () => {
  it.each([
    ['a, b ,c', ['a', 'b', 'c']],
    ['a', ['a']],
    ['', ['']],
    [',', ['', '']],
    ['"a, b", c', ['"a, b"', 'c']],
    ['"a\\", b", c', ['"a\\", b"', 'c']],
    ['a\\, b', ['a\\', 'b']],
    ['"a\\\\", b', ['"a\\\\"', 'b']],
    ['<a,b>, c', ['<a,b>', 'c']],
    ['"<", b', ['"<"', 'b']],
    ['<a, ">", b>, c', ['<a, ">", b>', 'c']],
    ['"x>" <a,b>, c', ['"x>" <a,b>', 'c']],
    ['a> , b', ['a>', 'b']],
  ])('%s is parted where no quote or bracket holds it together', (text, parts) => {
    expect(splitList(text)).toEqual(parts);
  });

  it('loses nothing', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\\', '<', '>') });
    fc.assert(
      fc.property(text, (one) => {
        expect(splitList(one).join(',')).toBe(one);
      }),
    );
  });
});
