const keys = '0123456789*#ABCD';

/** Reads the keys out of telephone-event packets (RFC 4733 §2.3): one key is many packets with one time stamp. */
export function createKeyReader(onKey: (key: string) => void): {
  read(timestamp: number, payload: Uint8Array): void;
} {
  let lastTimestamp: number | null = null;
  return {
    read(timestamp, payload) {
      const key = keys[payload[0] ?? keys.length];
      if (payload.length !== 4 || key === undefined || timestamp === lastTimestamp) return;
      lastTimestamp = timestamp;
      onKey(key);
    },
  };
}
