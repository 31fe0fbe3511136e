import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeOf, readSdp, writeSdp } from '../../../../../src/telephony/core/sdp/sdp-text.ts';

describe('a description (RFC 8866 §5)', () => {
  it('is split where its media begin, at any line end, without blanks behind a line', () => {
    const text =
      'v=0\r\ns=- \t\n\nt=0 0\rm=AUDIO  4000\tRTP/AVP 0  8 \r\na=mid:0\r\n\r\nm=video 0 RTP/AVP\na=inactive\r\nb=AS:1';
    expect(readSdp(text)).toEqual({
      session: ['v=0', 's=-', 't=0 0'],
      media: [
        { kind: 'audio', port: 4000, protocol: 'RTP/AVP', formats: ['0', '8'], lines: ['a=mid:0'] },
        {
          kind: 'video',
          port: 0,
          protocol: 'RTP/AVP',
          formats: [],
          lines: ['a=inactive', 'b=AS:1'],
        },
      ],
    });
  });

  it('has no media where there is no line of them, and port 0 where none can be read', () => {
    expect(readSdp('')).toEqual({ session: [], media: [] });
    expect(readSdp(' m=audio 4000 RTP/AVP 0').media).toEqual([]);
    expect(readSdp('m= audio 4000 RTP/AVP 0').media[0]).toMatchObject({
      kind: 'audio',
      port: 4000,
    });
    expect(readSdp('am=audio').session).toEqual(['am=audio']);
    expect(readSdp('m=audio x').media).toEqual([
      { kind: 'audio', port: 0, protocol: '', formats: [], lines: [] },
    ]);
    expect(readSdp('m=').media).toEqual([
      { kind: '', port: 0, protocol: '', formats: [], lines: [] },
    ]);
    expect(readSdp('m=audio 4000/2 RTP/AVP').media[0]?.port).toBe(4000);
  });

  it('is written with the line ends of the RFC', () => {
    const sdp = readSdp('v=0\ns=-\nm=audio 4000 RTP/AVP 0 8\na=mid:0\nm=video 0 RTP/AVP 99');
    expect(writeSdp(sdp)).toBe(
      'v=0\r\ns=-\r\nm=audio 4000 RTP/AVP 0 8\r\na=mid:0\r\nm=video 0 RTP/AVP 99\r\n',
    );
  });

  it('is the same again when it is read as written', () => {
    const word = fc.stringMatching(/^[a-z0-9/]{1,8}$/);
    const line = fc.stringMatching(/^[a-ln-z]=[ -~]{0,20}[!-~]$/);
    const media = fc.record({
      kind: word,
      port: fc.nat(65_535),
      protocol: word,
      formats: fc.array(word, { maxLength: 4 }),
      lines: fc.array(line, { maxLength: 5 }),
    });
    const sdps = fc.record({
      session: fc.array(line, { maxLength: 5 }),
      media: fc.array(media, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(sdps, (sdp) => {
        expect(readSdp(writeSdp(sdp))).toEqual(sdp);
      }),
    );
  });
});

describe('an attribute', () => {
  const lines = ['a=mid:', 'a=mids:9', 'a=ice-pwd:  x y ', 'a=ice-pwd:z', 'a=inactive', 'b=mid:1'];

  it.each([
    ['mid', ''],
    ['mids', '9'],
    ['ice-pwd', 'x y'],
    ['inactive', ''],
    ['inact', null],
    ['pwd', null],
    ['b', null],
  ])('%s is the first of exactly that name: %j', (name, value) => {
    expect(attributeOf(lines, name)).toBe(value);
  });
});
