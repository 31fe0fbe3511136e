import { describe, expect, it } from 'vitest';
import { findAudioLine } from '../../../../../src/telephony/core/sdp/audio-line.ts';
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
