import { createHmac, timingSafeEqual } from 'node:crypto';

/** What every authenticator program takes: SHA-1, six digits, 30 seconds (RFC 6238, section 4; RFC 4226, section 5.3). */
const digits = 6;
const stepMs = 30_000;
/** A clock of a telephone that is one step off is still believed (RFC 6238, section 5.2). */
const skew = 1;

/** The step in which `at` (epoch ms) lies. */
export function totpStep(at: number): number {
  return Math.floor(at / stepMs);
}

/** The code of one step. */
export function totpAt(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0x0f;
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits;
  return String(number).padStart(digits, '0');
}

/**
 * The step whose code was typed at `at`, not later than one beside it and later than `after`, the last one that was taken;
 * `null` = none. Each candidate is compared, in constant time.
 */
export function matchingStep(
  secret: Uint8Array,
  typed: string,
  { at, after }: { readonly at: number; readonly after: number },
): number | null {
  const said = Buffer.from(typed.padEnd(digits).slice(0, digits + 1));
  let found: number | null = null;
  for (let step = totpStep(at) - skew; step <= totpStep(at) + skew; step += 1) {
    const code = Buffer.from(totpAt(secret, Math.max(0, step)));
    const isSame = said.length === code.length && timingSafeEqual(said, code);
    if (isSame && step > after) found ??= step;
  }
  return found;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 without padding (RFC 4648, section 6), as it is typed into an authenticator program by hand. */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
}

/** What the QR code says (the `otpauth` key URI that authenticator programs read). */
export function keyUri(
  secret: Uint8Array,
  { issuer, workNo }: { readonly issuer: string; readonly workNo: string },
): string {
  const [who, of] = [encodeURIComponent(workNo), encodeURIComponent(issuer)];
  return `otpauth://totp/${of}:${who}?secret=${base32(secret)}&issuer=${of}&algorithm=SHA1&digits=${digits}&period=${stepMs / 1000}`;
}
