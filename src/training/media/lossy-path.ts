import type { RTCPeerConnection } from 'werift';

/** Loses packets evenly: of each hundred, `percent` do not come through. */
export interface LossyPath {
  setLoss(percent: number): void;
  /** Is the next packet lost? */
  loses(): boolean;
}

export function createLossyPath(): LossyPath {
  let percent = 0;
  let owed = 0;
  return {
    setLoss(next) {
      percent = next;
      owed = 0;
    },
    loses() {
      owed += percent;
      if (owed < 100) return false;
      owed -= 100;
      return true;
    },
  };
}

/** Loses what comes in, before anything counts it: the receiver reports then say so (RFC 3550 §6.4). */
export function loseIncoming(peer: RTCPeerConnection, path: LossyPath): void {
  for (const { connection } of peer.iceTransports) {
    const take = connection.onData.execute;
    connection.onData.execute = (data) => {
      if (!isSound(data) || !path.loses()) take(data);
    };
  }
}

/** RTP, neither RTCP nor DTLS (RFC 7983 §7, RFC 5761 §4). */
function isSound(data: Buffer): boolean {
  const [first = 0, second = 0] = data;
  const type = second & 0x7f;
  return first >= 128 && first <= 191 && !(type >= 64 && type <= 95);
}
