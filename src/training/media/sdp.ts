import type { SoundDirection } from './citizen-media.ts';

/** Direction of the sound as the sender of this description wants it (RFC 4566 §6); `sendrecv` when it does not say. */
function directionOf(sdp: string): SoundDirection {
  const [, found] = /^a=(sendrecv|sendonly|recvonly|inactive)\r?$/m.exec(sdp) ?? [];
  return found === 'sendonly' || found === 'recvonly' || found === 'inactive' ? found : 'sendrecv';
}

/** Does whoever sent this description still want to hear us? Hold is an offer that does not (RFC 6337 §5.3). */
export function wantsToHear(sdp: string): boolean {
  return ['sendrecv', 'recvonly'].includes(directionOf(sdp));
}
