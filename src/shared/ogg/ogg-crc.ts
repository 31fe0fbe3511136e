const polynomial = 0x04c11db7;

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit += 1) {
    value = value & 0x80000000 ? (value << 1) ^ polynomial : value << 1;
  }
  return value >>> 0;
});

/** CRC-32 of an Ogg page whose checksum field is zero (RFC 3533 §6: polynomial 0x04c11db7, no reflection). */
export function oggCrc(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc = ((crc << 8) ^ (table[((crc >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;
  }
  return crc;
}
