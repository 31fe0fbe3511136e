import { describe, expect, it } from 'vitest';
import {
  bundleOf,
  findAudioLine,
  livingAudio,
  namesCodec,
} from '../../../../../src/telephony/core/sdp/audio-line.ts';
import { readSdp } from '../../../../../src/telephony/core/sdp/sdp-text.ts';

const safe = ['a=ice-ufrag:x', 'a=ice-pwd:y', 'a=fingerprint:sha-256 AA'];
const find = (...lines: string[]) => findAudioLine(readSdp(lines.join('\r\n')));

describe('the audio line of a description', () => {
  it.each(['constructor', '__proto__', 'toString'])(
    'has no codec in a format that is called %s',
    (format) => {
      expect(find(`m=audio 9 UDP/TLS/RTP/SAVPF ${format}`, ...safe).refusal).toBe(
        'media.noCommonCodec',
      );
    },
  );

  it('has the transport of the first living line of its bundle', () => {
    const video = ['m=video 9 UDP/TLS/RTP/SAVPF 99', 'a=mid:v', ...safe];
    const audio = ['m=audio 0 UDP/TLS/RTP/SAVPF 0', 'a=mid:a', 'a=bundle-only'];
    expect(find('a=group:BUNDLE dead v a', ...video, ...audio)).toEqual({
      index: 1,
      transport: 0,
      refusal: null,
    });
    expect(find('a=group:BUNDLE v', ...video, ...audio).transport).toBe(1);
    expect(find('a=group:BUNDLE a', 'a=group:BUNDLE v a', ...video, ...audio).transport).toBe(1);
  });

  it('is found among hundreds of bundled lines in no time: a frame can hold two thousand', () => {
    const mids = Array.from({ length: 600 }, (_, index) => `m${index}`);
    const lines = mids.flatMap((mid) => ['m=audio 9 a 0', `a=mid:${mid}`]);
    const start = performance.now();
    expect(find(`a=group:BUNDLE ${mids.join(' ')}`, ...lines).refusal).toBe('media.notEncrypted');
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

const audio = (port: number, format: string | number, ...lines: string[]) => [
  `m=audio ${port} UDP/TLS/RTP/SAVPF ${format}`,
  ...lines,
];

describe('of several lines of sound', () => {
  it('the first that can be talked over is it', () => {
    expect(
      find(
        ...['m=video 9 RTP/AVP 99', ...safe],
        ...audio(0, 0, ...safe),
        ...audio(9, 0),
        ...audio(9, 101, ...safe),
        ...audio(9, 8, ...safe),
        ...audio(9, 0, ...safe),
      ),
    ).toEqual({ index: 4, transport: 4, refusal: null });
  });

  it('one that is inactive is it only where no other can be talked over', () => {
    const dead = audio(9, 0, ...safe, 'a=inactive');
    expect(find(...dead, ...audio(9, 0, ...safe)).index).toBe(1);
    expect(find(...dead, ...audio(9, 0)).index).toBe(0);
    expect(find('a=inactive', ...audio(9, 0, ...safe), ...audio(9, 0, ...safe)).index).toBe(0);
  });

  it('the one in use stays as long as it can be talked over', () => {
    const three = [...audio(9, 0, ...safe), ...audio(9, 0, ...safe), ...audio(0, 0, ...safe)];
    const at = (current: number) => findAudioLine(readSdp(three.join('\n')), current).index;
    expect([at(0), at(1), at(2), at(7)]).toEqual([0, 1, 0, 0]);
    const inactive = [...audio(9, 0, ...safe), ...audio(9, 0, ...safe, 'a=inactive')];
    expect(findAudioLine(readSdp(inactive.join('\n')), 1).index).toBe(1);
  });

  it('the one that comes nearest says why none can be', () => {
    const [dead, open, strange] = [
      audio(0, 0, ...safe),
      audio(9, 0),
      audio(9, 101, ...safe),
    ] as const;
    const why = (...lines: readonly string[]) => find(...lines).refusal;
    expect(why()).toBe('media.noAudioLine');
    expect(find()).toEqual({ index: -1, transport: -1, refusal: 'media.noAudioLine' });
    expect(find('m=video 9 RTP/AVP 0', ...safe).index).toBe(-1);
    expect(why(...dead)).toBe('media.noAudioLine');
    expect(why(...dead, ...open)).toBe('media.notEncrypted');
    expect(why(...open, ...dead)).toBe('media.notEncrypted');
    expect(why(...open, ...strange, ...dead)).toBe('media.noCommonCodec');
    expect(find(...open, ...strange, ...dead).index).toBe(1);
    expect(find(...dead, ...open, ...open).index).toBe(1);
  });
});

describe('a line is safe', () => {
  it.each(safe)('only with %s, of its own or of the session', (missing) => {
    const rest = safe.filter((line) => line !== missing);
    expect(find(...audio(9, 0, ...rest)).refusal).toBe('media.notEncrypted');
    expect(find(missing, ...audio(9, 0, ...rest)).refusal).toBeNull();
  });
});

describe('the transport of a bundled line (RFC 9143 §7.1.3)', () => {
  const video = ['m=video 9 UDP/TLS/RTP/SAVPF 99', 'a=mid:v', ...safe];
  const group = 'a=group:BUNDLE v a';
  const transport = (...lines: string[]) => find(group, ...video, ...lines).transport;

  it('is its own where it has one, and where its bundle has no living line', () => {
    expect(transport(...audio(9, 0, 'a=mid:a', ...safe))).toBe(1);
    expect(find(group, 'm=video 0 RTP/AVP 99', 'a=mid:v', ...audio(9, 0, 'a=mid:a'))).toEqual({
      index: 1,
      transport: 1,
      refusal: 'media.notEncrypted',
    });
  });

  it('is the bundle’s where it has none, or stands with port 0 as bundle-only', () => {
    expect(transport(...audio(9, 0, 'a=mid:a'))).toBe(0);
    expect(transport(...audio(0, 0, 'a=mid:a', 'a=bundle-only'))).toBe(0);
    expect(transport(...audio(0, 0, 'a=mid:a', 'a=bundle-only', ...safe))).toBe(0);
  });

  it('is none of a line that is dead, has no name, or is in no bundle', () => {
    expect(transport(...audio(0, 0, 'a=mid:a'))).toBe(1);
    expect(transport(...audio(9, 0))).toBe(1);
    expect(transport(...audio(9, 0, 'a=mid:other'))).toBe(1);
    expect(find('a=group:LS v a', ...video, ...audio(9, 0, 'a=mid:a')).transport).toBe(1);
    expect(find('xa=group:BUNDLE v a', ...video, ...audio(9, 0, 'a=mid:a')).transport).toBe(1);
  });

  it('is the first of its name, and the first bundle that names it', () => {
    const twice = ['m=video 9 RTP/AVP 98', 'a=mid:v'];
    expect(transport(...twice, ...audio(9, 0, 'a=mid:a'))).toBe(0);
    const other = ['m=video 9 RTP/AVP 98', 'a=mid:w', ...safe];
    const two = find(group, 'a=group:BUNDLE w a', ...other, ...video, ...audio(9, 0, 'a=mid:a'));
    expect(two.transport).toBe(1);
    const later = find(
      'a=group:BUNDLE  w\ta',
      group,
      ...video,
      ...other,
      ...audio(9, 0, 'a=mid:a'),
    );
    expect(later.transport).toBe(1);
  });
});

it('a bundle is told by the names of its lines', () => {
  const sdp = readSdp(
    ['a=group:BUNDLE x', 'a=group:BUNDLE  v  a', ...audio(9, 0, 'a=mid:a'), ...audio(9, 0)].join(
      '\n',
    ),
  );
  const [named, nameless] = sdp.media;
  if (!named || !nameless) throw new Error('two lines');
  expect(bundleOf(sdp, named)).toEqual(['v', 'a']);
  expect(bundleOf(sdp, nameless)).toEqual([]);
  expect(bundleOf({ ...sdp, session: ['a=group:BUNDLE x'] }, named)).toEqual([]);
});

describe('a codec for speech', () => {
  const named = (format: string, ...lines: string[]) => {
    const [media] = readSdp(audio(9, format, ...lines).join('\n')).media;
    return media !== undefined && namesCodec(media);
  };

  it.each([
    ['0'],
    ['8'],
    ['9'],
    ['101 0'],
    ['111', 'a=rtpmap:111 opus/48000/2'],
    ['111', 'a=rtpmap:111 OPUS/48000'],
    ['111', 'a=rtpmap:111   opus/48000/2'],
    ['111', 'A=RTPMAP:111 opus/48000'],
    ['97', 'a=rtpmap:97 G722/8000'],
    ['97', 'a=rtpmap:97 PCMA/8000'],
    ['97', 'a=rtpmap:98 x/1', 'a=rtpmap:97 PCMU/8000'],
  ])('is named by format %s %s (RFC 3551 §6, RFC 7874 §3)', (format, ...lines) => {
    expect(named(format, ...lines)).toBe(true);
  });

  it.each([
    [''],
    ['13'],
    ['18'],
    ['111'],
    ['111', 'a=rtpmap:111 opus/16000'],
    ['111', 'a=rtpmap:112 opus/48000'],
    ['111', 'xa=rtpmap:111 opus/48000'],
    ['111', 'a=rtpmap:x opus/48000'],
    ['111', 'a=rtpmap:111opus/48000'],
    ['111', 'a=rtpmap:111 opus/x48000'],
    ['101', 'a=rtpmap:101 telephone-event/8000'],
    ['0', 'a=rtpmap:0 telephone-event/8000'],
    ['97', 'a=rtpmap:97 xpcma/8000'],
    ['97', 'a=rtpmap:97 G722/16000'],
  ])('is not named by format %s %s', (format, ...lines) => {
    expect(named(format, ...lines)).toBe(false);
  });
});

it('an answer’s living sound is its first line of sound that is not refused', () => {
  const answer = [...['m=video 9 RTP/AVP 99'], ...audio(0, 0), ...audio(9, 0), ...audio(9, 0)];
  expect(livingAudio(answer.join('\n'))).toBe(2);
  expect(livingAudio(audio(9, 0).join('\n'))).toBe(0);
  expect(livingAudio(audio(0, 0).join('\n'))).toBeNull();
});
