import { describe, expect, it } from 'vitest';
import { bodyText, readFrame } from '../../../../../src/telephony/sip/wire/frame-text.ts';

const utf8 = new TextEncoder();
const bytes = (...parts: (string | readonly number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...utf8.encode(part)] : part)),
  );
/** 水务 as GB18030 has it. */
const waterGb = [0xcb, 0xae, 0xce, 0xf1];
const read = (data: string | Uint8Array) => {
  const { head, body } = readFrame(data);
  return { head, body: body && new TextDecoder('latin1').decode(body) };
};

describe('a frame', () => {
  it.each([
    ['A\r\nB: 1\r\n\r\nbody\n\nx', 'A\r\nB: 1', 'body\n\nx'],
    ['\r\n\n\r\nA\r\n\r\n', 'A', ''],
    ['\uFEFFA\r\n\r\nx', 'A', 'x'],
    ['A\nB: 1\n\nbody\r\n\r\nx', 'A\r\nB: 1', 'body\r\n\r\nx'],
    ['AB\nB: 1\n\nbody\r\n\r\nx', 'AB\r\nB: 1', 'body\r\n\r\nx'],
    ['A\nB: 1\r\n\nbody', 'A\r\nB: 1', 'body'],
    ['A\nB: 1\n\r\nbody', 'A\r\nB: 1', 'body'],
    ['A\nB: 1\r\n\r\nbody', 'A\r\nB: 1', 'body'],
    ['A\r\nB: 1\n\nbody', 'A\r\nB: 1', 'body'],
    ['A\r\nB: 1\n\nbody\r\n\r\nx', 'A\r\nB: 1\n\nbody', 'x'],
    ['A\r\nB: 1\nC\r\n\r\nx', 'A\r\nB: 1\nC', 'x'],
    ['\r\n\r\n', '', null],
    ['A\r\nB: 1', 'A\r\nB: 1', null],
    ['', '', null],
  ])('of text and of bytes is parted at its blank line alike: %j', (text, head, body) => {
    expect(read(text)).toEqual({ head, body });
    expect(read(bytes(text))).toEqual({ head, body });
  });

  it('has a body of bytes, whatever they are', () => {
    expect(read(bytes('A\r\n\r\n', [0, 0xff, 0xfe])).body).toBe('\0\u00ff\u00fe');
    expect([...(readFrame('A\r\n\r\n水').body ?? [])]).toEqual([0xe6, 0xb0, 0xb4]);
    expect(read(bytes('水: 1\r\n\r\nx'))).toEqual({ head: '水: 1', body: 'x' });
  });
});

describe('a head that is not UTF-8', () => {
  it('is read line by line, each as GB18030 where it is that', () => {
    const { head } = readFrame(bytes('A: 水务\r\nB: "', waterGb, '" <sip:1@x>\r\n\r\n'));
    expect(head).toBe('A: 水务\r\nB: "水务" <sip:1@x>');
  });

  it('without an end is read to its last line', () => {
    expect(readFrame(bytes('A: ', waterGb, '\r\nB: 水')).head).toBe('A: 水务\r\nB: 水');
    expect(readFrame(bytes('A: ', waterGb, '\n')).head).toBe('A: 水务\n');
  });

  it('has U+FFFD for each byte that is nothing, and never swallows a mark', () => {
    expect(readFrame(bytes('A: ', [0xff, 0x7f], 'x\r\n\r\n')).head).toBe('A: \uFFFD\x7fx');
    expect(readFrame(bytes('A: ', [0x80, 0xff], '\r\n\r\n')).head).toBe('A: \uFFFD\uFFFD');
    // 0xcb with the byte that stands for "@" is one character of GB18030.
    expect(readFrame(bytes('A: "', [0xcb], '@x" <sip:1@x>\r\n\r\n')).head).toBe(
      'A: "\uFFFD@x" <sip:1@x>',
    );
  });
});

it('a body for the parser is UTF-8 where it is, with its mark, else a character for each byte', () => {
  expect(bodyText(bytes('水'))).toBe('水');
  expect(bodyText(bytes([0xef, 0xbb, 0xbf], 'x'))).toBe('\uFEFFx');
  expect(bodyText(bytes([0xe6, 0xff]))).toBe('\u00e6\u00ff');
});
