import { describe, expect, it } from 'vitest';
import { isHolding, sdpDirection } from '../../../../../src/telephony/sip/media/sdh-adapter.ts';

const sdp = (session: string, audio: string) =>
  `v=0\r\ns=-\r\n${session}m=audio 9 RTP/AVP 0\r\n${audio}m=video 0 RTP/AVP 96\r\na=inactive\r\n`;

describe('direction of an SDP', () => {
  it('is that of the audio, not of other media', () => {
    expect(sdpDirection(sdp('', 'a=sendonly\r\n'))).toBe('sendonly');
  });
  it('falls back to the session, then to both ways', () => {
    expect(sdpDirection(sdp('a=recvonly\r\n', ''))).toBe('recvonly');
    expect(sdpDirection(sdp('', ''))).toBe('sendrecv');
  });
  it('is a hold when the sender no longer listens', () => {
    expect(
      ['sendonly', 'inactive', 'sendrecv', 'recvonly'].map((way) =>
        isHolding(sdp('', `a=${way}\r\n`)),
      ),
    ).toEqual([true, true, false, false]);
  });

  it('takes the address 0.0.0.0 for a hold of the old kind, but not where candidates tell the address', () => {
    const sdp = (port: number) =>
      `v=0\r\nc=IN IP4 0.0.0.0\r\nm=audio ${port} RTP/AVP 8\r\na=sendrecv\r\n`;
    expect(isHolding(sdp(4000))).toBe(true);
    expect(isHolding(sdp(9))).toBe(false);
  });
});
