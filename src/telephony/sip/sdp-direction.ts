import type { MediaDirection } from '../core/media-port.ts';

/** Direction of the first audio description of an SDP, as its sender sees it; `sendrecv` unless it says otherwise. */
export function sdpDirection(sdp: string): MediaDirection {
  const [session = '', ...media] = sdp.split(/\r?\n(?=m=)/);
  const audio = media.find((section) => section.startsWith('m=audio')) ?? '';
  return lineOf(audio) ?? lineOf(session) ?? 'sendrecv';
}

/**
 * Has the sender of this SDP put us on hold (RFC 3264 §8.4)? The old way is the address 0.0.0.0; with the discard port 9 it
 * says only that candidates tell the address (RFC 8839 §4.1.3).
 */
export function isHolding(sdp: string): boolean {
  const direction = sdpDirection(sdp);
  if (direction === 'sendonly' || direction === 'inactive') return true;
  return /^c=IN IP4 0\.0\.0\.0\s*$/m.test(sdp) && !/^m=audio 9 /m.test(sdp);
}

function lineOf(section: string): MediaDirection | null {
  for (const direction of ['sendrecv', 'sendonly', 'recvonly', 'inactive'] as const) {
    if (new RegExp(`^a=${direction}\\s*$`, 'm').test(section)) return direction;
  }
  return null;
}
