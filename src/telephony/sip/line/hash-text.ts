import type { HashText } from './digest.ts';

/**
 * MD5 (RFC 1321), SHA-256 and SHA-512/256 (FIPS 180-4) of the UTF-8 bytes of a text, in hex. Written out here because the digest
 * must be made within one turn, and a page has no MD5. The tables are computed as the standards define them.
 */
export const hashText: HashText = (algorithm, text) => {
  const bytes = new TextEncoder().encode(text);
  if (algorithm === 'MD5') return md5(bytes);
  if (algorithm === 'SHA-256')
    return hexOf(sha2(sha256Kind, sha256Kind.start, bytes), 8).slice(0, 64);
  return hexOf(sha2(sha512Kind, sha512of256Start(), bytes), 16).slice(0, 64);
};

interface Sha2Kind {
  readonly bits: bigint;
  readonly rounds: number;
  /** Rotations of Σ0, Σ1, σ0, σ1; the last of each σ is a shift. */
  readonly turns: readonly (readonly [bigint, bigint, bigint])[];
  readonly start: readonly bigint[];
  readonly constants: readonly bigint[];
}

const primes = Array.from({ length: 410 }, (_, n) => n).filter(
  (n) => n > 1 && !Array.from({ length: n }, (__, d) => d).some((d) => d > 1 && n % d === 0),
);
const sha256Kind = sha2Kind(32n, 64, [
  [2n, 13n, 22n],
  [6n, 11n, 25n],
  [7n, 18n, 3n],
  [17n, 19n, 10n],
]);
const sha512Kind = sha2Kind(64n, 80, [
  [28n, 34n, 39n],
  [14n, 18n, 41n],
  [1n, 8n, 7n],
  [19n, 61n, 6n],
]);

function sha2Kind(bits: bigint, rounds: number, turns: Sha2Kind['turns']): Sha2Kind {
  return {
    bits,
    rounds,
    turns,
    start: primes.slice(0, 8).map((prime) => rootFraction(BigInt(prime), 2n, bits)),
    constants: primes.slice(0, rounds).map((prime) => rootFraction(BigInt(prime), 3n, bits)),
  };
}

/** First `bits` bits of the fractional part of the `degree`th root. */
function rootFraction(value: bigint, degree: bigint, bits: bigint): bigint {
  const target = value << (bits * degree);
  let low = 0n;
  let high = 1n << (bits + 9n);
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** degree <= target) low = middle;
    else high = middle;
  }
  return BigInt.asUintN(Number(bits), low);
}

/** FIPS 180-4 §5.3.6: the start of SHA-512/t is itself a hash. */
function sha512of256Start(): readonly bigint[] {
  const start = sha512Kind.start.map((word) => word ^ 0xa5a5a5a5a5a5a5a5n);
  return sha2(sha512Kind, start, new TextEncoder().encode('SHA-512/256'));
}

function sha2(kind: Sha2Kind, start: readonly bigint[], message: Uint8Array): bigint[] {
  const { bits, rounds, turns, constants } = kind;
  const wrap = (value: bigint) => BigInt.asUintN(Number(bits), value);
  const rotate = (value: bigint, by: bigint) => wrap((value >> by) | (value << (bits - by)));
  const mix = (value: bigint, which: number, isSchedule: boolean) => {
    const [a, b, c] = turns[which] ?? [0n, 0n, 0n];
    return rotate(value, a) ^ rotate(value, b) ^ (isSchedule ? value >> c : rotate(value, c));
  };
  const wordBytes = Number(bits) / 8;
  const state = [...start];
  for (const block of blocksOf(message, wordBytes * 16, wordBytes * 2)) {
    const words = Array.from({ length: 16 }, (_, at) =>
      bigEndian(block.subarray(at * wordBytes, (at + 1) * wordBytes)),
    );
    const word = (at: number) => words[at] ?? 0n;
    for (let at = 16; at < rounds; at += 1)
      words.push(
        wrap(
          mix(word(at - 2), 3, true) + word(at - 7) + mix(word(at - 15), 2, true) + word(at - 16),
        ),
      );
    let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
    for (let at = 0; at < rounds; at += 1) {
      const choice = (e & f) ^ (wrap(~e) & g);
      const first = h + mix(e, 1, false) + choice + (constants[at] ?? 0n) + word(at);
      const second = mix(a, 0, false) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, wrap(d + first), c, b, a, wrap(first + second)];
    }
    for (const [at, value] of [a, b, c, d, e, f, g, h].entries())
      state[at] = wrap((state[at] ?? 0n) + value);
  }
  return state;
}

/** Padded with a one, zeros, and the length in bits, big-endian. */
function* blocksOf(message: Uint8Array, blockBytes: number, lengthBytes: number) {
  const total = Math.ceil((message.length + 1 + lengthBytes) / blockBytes) * blockBytes;
  const padded = new Uint8Array(total);
  padded.set(message);
  padded[message.length] = 0x80;
  new DataView(padded.buffer).setBigUint64(total - 8, BigInt(message.length) * 8n);
  for (let at = 0; at < total; at += blockBytes) yield padded.subarray(at, at + blockBytes);
}

function bigEndian(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function hexOf(words: readonly bigint[], digits: number): string {
  return words.map((word) => word.toString(16).padStart(digits, '0')).join('');
}

const md5Turns = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

function md5(message: Uint8Array): string {
  const total = Math.ceil((message.length + 9) / 64) * 64;
  const padded = new Uint8Array(total);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(total - 8, BigInt(message.length) * 8n, true);
  let state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < total; block += 64) {
    let [a = 0, b = 0, c = 0, d = 0] = state;
    for (let at = 0; at < 64; at += 1) {
      const [mixed, word] = md5Step(at, b, c, d);
      const constant = Math.floor(Math.abs(Math.sin(at + 1)) * 2 ** 32);
      const sum = (a + mixed + constant + view.getUint32(block + word * 4, true)) | 0;
      const turn = md5Turns[Math.floor(at / 16) * 4 + (at % 4)] ?? 0;
      [a, d, c, b] = [d, c, b, (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0];
    }
    state = [a, b, c, d].map((value, at) => (value + (state[at] ?? 0)) | 0);
  }
  const result = new DataView(new ArrayBuffer(16));
  for (const [at, value] of state.entries()) result.setInt32(at * 4, value, true);
  return Array.from(new Uint8Array(result.buffer), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

function md5Step(at: number, b: number, c: number, d: number): readonly [number, number] {
  if (at < 16) return [(b & c) | (~b & d), at];
  if (at < 32) return [(d & b) | (~d & c), (5 * at + 1) % 16];
  if (at < 48) return [b ^ c ^ d, (3 * at + 5) % 16];
  return [c ^ (b | ~d), (7 * at) % 16];
}
