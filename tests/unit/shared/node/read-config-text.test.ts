import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../../src/shared/node/read-config-text.ts';

const text = '{"pbx":{"displayName":"热线坐席"}}';
const utf16le = Buffer.from(text, 'utf16le');
const utf16be = Buffer.from(utf16le).swap16();
/** 热线坐席 in GBK. */
const gbk = Buffer.concat([
  Buffer.from('{"pbx":{"displayName":"'),
  Buffer.from('c8c8cfdfd7f8cfaf', 'hex'),
  Buffer.from('"}}'),
]);

describe('decodeText', () => {
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 LE with its mark', Buffer.concat([Buffer.from('fffe', 'hex'), utf16le])],
    ['UTF-16 BE with its mark', Buffer.concat([Buffer.from('feff', 'hex'), utf16be])],
    ['UTF-16 LE', utf16le],
    ['UTF-16 BE', utf16be],
    ['GBK', gbk],
  ])('reads %s', (_, bytes) => {
    expect(decodeText(bytes)).toBe(text);
  });

  it.each([
    ['no text', Buffer.from('7b22ff', 'hex')],
    ['half a UTF-16 unit', Buffer.from('fffe7b', 'hex')],
  ])('throws a coded error for %s', (_, bytes) => {
    expect(() => decodeText(bytes)).toThrow(
      expect.objectContaining({ code: 'ERR_ENCODING_INVALID_ENCODED_DATA' }),
    );
  });

  it('reads an empty file as nothing', () => {
    expect(decodeText(Buffer.alloc(0))).toBe('');
  });
});
