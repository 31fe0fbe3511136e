import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  readableCallId,
  readableVia,
  originalLines,
} from '../../../../../src/telephony/sip/wire/foreign-line.ts';
import { fromHex, lineFromHex, toHex } from '../../../../../src/telephony/sip/wire/hex-text.ts';

it('any line comes back as it went, byte by byte', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!/[^\P{Cc}\t]/u.test(text));
      expect(lineFromHex(toHex(text))).toBe(text);
    }),
  );
  expect(toHex('A水')).toBe('41e6b0b4');
  expect(toHex('\t')).toBe('09');
  expect(fromHex('')).toBe('');
  expect(lineFromHex(toHex('\uFEFFx'))).toBe('\uFEFFx');
});

it.each(['a b', 'a"b', 'a<b', 'a>b', 'a\tb', 'a\u0000', 'a\u200Bb'])(
  '%j comes back into no address',
  (text) => {
    expect(fromHex(toHex(text))).toBeNull();
  },
);

it.each(['a\r\nX: 1', 'a\nb', 'a\u0000b', 'a\u007fb'])('%j comes back as no line', (text) => {
  expect(lineFromHex(toHex(text))).toBeNull();
});

it('blanks, tabs and quotes come back as a line', () => {
  expect(lineFromHex(toHex('a b\t"c" <d>'))).toBe('a b\t"c" <d>');
});

it('what is no UTF-8 comes back as nothing', () => {
  expect(fromHex('ff')).toBeNull();
  expect(lineFromHex('e6b0')).toBeNull();
});

it('a Via and a Call-ID that cannot be read leave as they came', () => {
  const via = 'SIP/2.0/UDP my§host;branch=z9hG4bK1;x="a b"';
  const inside = readableVia(via, 'z9hG4bK1');
  expect(inside).toMatch(/^SIP\/2\.0\/WS x[0-9a-f]+\.via\.wire\.invalid;branch=z9hG4bK1$/);
  const callId = readableCallId('a§b@x');
  const head = `SIP/2.0 200 OK\r\nVia: ${inside}\r\nVia: SIP/2.0/UDP b;branch=2\r\nCall-ID: ${callId}`;
  expect(originalLines(head)).toBe(
    `SIP/2.0 200 OK\r\nVia: ${via}\r\nVia: SIP/2.0/UDP b;branch=2\r\nCall-ID: a§b@x`,
  );
  const evil = `Via: ${readableVia('a\r\nX: 1', 'b')}\r\nCall-ID: ${readableCallId('a\nb')}`;
  expect(originalLines(evil)).toBe(evil);
});
