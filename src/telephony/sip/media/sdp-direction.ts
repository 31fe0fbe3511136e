import type { MediaDirection } from '../../core/media-port.ts';
import { findAudioLine } from '../../core/sdp/audio-line.ts';
import { type Sdp, type SdpMedia, attributeOf, readSdp } from '../../core/sdp/sdp-text.ts';

const directions = ['sendrecv', 'sendonly', 'recvonly', 'inactive'] as const;

/** Direction of the audio line of an SDP, as its sender sees it; `sendrecv` unless it says otherwise. */
export function sdpDirection(text: string): MediaDirection {
  const sdp = readSdp(text);
  return directionOf(sdp, audioOf(sdp, null));
}

/**
 * Has the sender of this SDP put us on hold (RFC 3264 §8.4)? `current` is where the call's audio line stands. The old way is
 * the address 0.0.0.0; with the discard port 9 it says only that candidates tell the address (RFC 8839 §4.1.3).
 */
export function isHolding(text: string, current: number | null = null): boolean {
  const sdp = readSdp(text);
  const audio = audioOf(sdp, current);
  const direction = directionOf(sdp, audio);
  if (direction === 'sendonly' || direction === 'inactive') return true;
  const lines = [...(audio?.lines ?? []), ...sdp.session];
  return lines.find((line) => line.startsWith('c=')) === 'c=IN IP4 0.0.0.0' && audio?.port !== 9;
}

function audioOf(sdp: Sdp, current: number | null): SdpMedia | undefined {
  return sdp.media[findAudioLine(sdp, current).index];
}

function directionOf(sdp: Sdp, audio: SdpMedia | undefined): MediaDirection {
  const saidIn = (lines: readonly string[]) =>
    directions.find((name) => attributeOf(lines, name) !== null);
  return saidIn(audio?.lines ?? []) ?? saidIn(sdp.session) ?? 'sendrecv';
}
