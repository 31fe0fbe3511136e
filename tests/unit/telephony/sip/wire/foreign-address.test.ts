import { describe, expect, it } from 'vitest';
import {
  originalAddresses,
  readableAddresses,
  readableUri,
} from '../../../../../src/telephony/sip/wire/foreign-address.ts';
import { readLoosely, uriIn } from '../../../../../src/telephony/sip/wire/loose-address.ts';

describe('a URI that the parser cannot read', () => {
  const user = (uri: string) =>
    /^sip:(.*)@x[0-9a-f]+\.wire\.invalid$/.exec(readableUri(uri, false))?.[1];

  it.each([
    ['tel:+8619900000123', '+8619900000123'],
    ['TEL:110;phone-context=x', '110'],
    ['sip:a.b@my_host', 'a.b'],
    ['SIPS:a:secret@my_host', 'a'],
    ['sip:a;x=y@h', 'a'],
    ['sip:%41%42@h', '%41%42'],
    ['sip:%4@h', '%2D%34'],
    ['sip:%zz@h', '%2D%7A%7A'],
    ['sip:%D5%C5@h', '%2D%44%35%2D%43%35'],
    ['sip:50%25@h', '%35%30%2D%32%35'],
    ['sip:a§@h', '%61%C2%A7'],
    ['sip:§a@h', '%C2%A7%61'],
    ['sip:a§b@h', '%61%C2%A7%62'],
    ['sip:\u0001@h', undefined],
    ['sip:my_host', 'unknown'],
    ['sip::x@h', 'unknown'],
    ['tel:', 'unknown'],
    ['urn:service:sos', 'unknown'],
    ['xsip:a@h', 'unknown'],
    ['xtel:110', 'unknown'],
  ])('%j travels with the user %s, and leaves as it came', (uri, name) => {
    expect(user(uri)).toBe(name);
    expect(originalAddresses(`To: <${readableUri(uri, false)}>;tag=x`)).toBe(`To: <${uri}>;tag=x`);
  });

  it.each([
    ['sip:a@h;lr', true],
    ['sip:a@h; lr;x', true],
    ['sip:a@h;LR=on', true],
    ['sip:a@h;lr?x', true],
    ['sip:a@h;lrx', false],
    ['sip:a@h;xlr', false],
    ['sip:lr@h', false],
  ])('%s says of a route that it is a loose one: %s (RFC 3261 §19.1.1)', (uri, isLoose) => {
    const hidden = uri.replace(' ', '');
    expect(readableUri(hidden, false).endsWith(';lr')).toBe(isLoose);
    expect(originalAddresses(readableUri(hidden, false))).toBe(hidden);
  });

  it('stays as it is where it can be read, is endless, or would break out of its brackets', () => {
    expect(readableUri('sip:a@h', true)).toBe('sip:a@h');
    const long = `sip:${'a'.repeat(1990)}@h1234`;
    expect(long).toHaveLength(2000);
    expect(readableUri(long, false)).not.toBe(long);
    expect(readableUri(`${long}5`, false)).toBe(`${long}5`);
    expect(readableUri('sip:a b@h', false)).toBe('sip:a b@h');
    expect(readableUri('sip:a>b@h', false)).toBe('sip:a>b@h');
  });

  it('is given back only where it was hidden by these words', () => {
    const other = '<sip:a@xzz.wire.invalid>, <sip:a@x41.wire.example>, <sip:a@xff.wire.invalid>';
    expect(originalAddresses(other)).toBe(other);
  });
});

describe('a header of addresses', () => {
  const only = (...known: string[]) => ({ canRead: (value: string) => known.includes(value) });
  const hidden = (value: string, isList = false) =>
    readableAddresses({ value, ...only('<sip:ok@h>', '<sip:x@y>') }, isList);

  it('is as it came where it can be read', () => {
    expect(hidden('<sip:ok@h>')).toBe('<sip:ok@h>');
    expect(hidden('<sip:ok@h>, <sip:x@y>', true)).toBe('<sip:ok@h>, <sip:x@y>');
  });

  it('has what cannot be read in other words, one by one in a list', () => {
    expect(hidden('<sip:ok@h>, a§ <tel:110>', true)).toMatch(
      /^<sip:ok@h>, "a§" <sip:110@x[0-9a-f]+\.wire\.invalid>$/,
    );
    expect(hidden('tel:110;tag=t')).toMatch(/^sip:110@x[0-9a-f]+\.wire\.invalid;tag=t$/);
  });

  it('keeps tag and Expires of an address and nothing else behind it', () => {
    expect(hidden('A§ <sip:x@y>;x=§;tag=t;expires=60')).toBe('"A§" <sip:x@y>;tag=t;expires=60');
    expect(hidden('A§ <sip:x@y>;odd')).toBe('"A§" <sip:x@y>');
  });

  it('cleans the name: no control characters, no name that was lost, at most 200 characters', () => {
    const name = (of: string) => hidden(`${of} <sip:x@y>`);
    expect(name('"a\\"b\\\\c"')).toBe('"a\\"b\\\\c" <sip:x@y>');
    expect(name(' a\u0001 b\u007f ')).toBe('"a b" <sip:x@y>');
    expect(name('\u0001 a')).toBe('"a" <sip:x@y>');
    expect(name('a\uFFFD')).toBe('<sip:x@y>');
    expect(name('水'.repeat(201))).toBe(`"${'水'.repeat(200)}" <sip:x@y>`);
  });

  it('stays as it is where nobody could say which address is meant', () => {
    expect(hidden('nobody')).toBe('nobody');
  });
});

describe('an address as the field writes it', () => {
  it.each([
    ['水务 <sip:a@my_host>;tag=t', '水务', 'sip:a@my_host', 't'],
    ['"a \\"b\\"" <sip:a@b>', 'a "b"', 'sip:a@b', null],
    ['"a"<sip:a@b>; tag = "t"', 'a', 'sip:a@b', 't'],
    ['sip:a@b;x=y;TAG=t', '', 'sip:a@b', 't'],
    [' tel:110 ', '', 'tel:110', null],
    ['a <sip:a@[fe80::1%25eth0]:5060;x?y>', 'a', 'sip:a@[fe80::1%25eth0]:5060;x?y', null],
    ['a < b <sip:a@b>', 'a < b', 'sip:a@b', null],
    ['sips:h', '', 'sips:h', null],
    ['"<sip:x@y>" <sip:a@b>', '<sip:x@y>', 'sip:a@b', null],
    ['<sip:a@b;tag=u>', '', 'sip:a@b;tag=u', null],
    ['<urn:sip:x>', '', 'urn:sip:x', null],
  ])('%s', (text, name, uri, tag) => {
    expect(readLoosely(text)).toEqual({ name, uri, tag, expires: null });
  });

  it.each([
    'a "b <sip:a@b>',
    '<a@b>',
    '<sip:a@b',
    'sip:a@b:123456',
    '<sip:a@bcd',
    '<sip:a@b@c>',
    '<sip:>',
    '<sip:a@fe80::1>',
    '<SIPS:a@b c>',
    '> <sip:a@b',
    '',
  ])('%j is none', (text) => {
    expect(readLoosely(text)).toBeNull();
  });

  it('is read loosely only where a call hangs on it', () => {
    expect(uriIn('水 <sip:a@b>', true)).toBe('sip:a@b');
    expect(uriIn('水 <sip:a@b>', false)).toBeNull();
    expect(uriIn('nobody', true)).toBeNull();
    expect(uriIn('<sip:a@b>', false)).toBe('sip:a@b');
  });

  it('has an Expires', () => {
    expect(readLoosely('<sip:a@b>;expires=60')?.expires).toBe('60');
  });
});
