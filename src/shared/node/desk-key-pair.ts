import {
  type KeyObject,
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  sign,
  verify,
} from 'node:crypto';

/** What a desk signs: which act, at which desk, for whom, and the hub's challenge. */
export interface DeskStatement {
  readonly act: 'signIn' | 'refresh';
  readonly deskId: string;
  readonly workNo: string;
  readonly challenge: string;
}

/** The Ed25519 pair (RFC 8032) by which a desk proves at the hub that it is itself. */
export interface DeskKeyPair {
  /** Base64 SPKI DER (RFC 8410). */
  readonly publicKey: string;
  /** Base64 signature. */
  sign(statement: DeskStatement): string;
}

/** PKCS #8 of an Ed25519 key up to its 32 bytes (RFC 8410 §7). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The pair of a desk: derived (RFC 5869) from the key in its vault, so that it is made, kept and lost with that key. */
export function deskKeyPair(deskKey: Uint8Array): DeskKeyPair {
  const seed = hkdfSync('sha256', deskKey, new Uint8Array(), 'hotline-desk identity', 32);
  const key = Buffer.concat([pkcs8Prefix, Buffer.from(seed)]);
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    publicKey: publicKey.toString('base64'),
    sign: (statement) => sign(null, textOf(statement), privateKey).toString('base64'),
  };
}

/** The id of a desk with this key: a UUID of version 8 (RFC 9562 §5.8) from its SHA-256, so that nobody else can have it. */
export function deskIdOf(publicKey: string): string {
  const bytes = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest();
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex', 0, 16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

/** Was this id made from a key (version 8), and not thrown like those of older desks? */
export function isKeyMadeId(deskId: string): boolean {
  return deskId[14] === '8';
}

/** Did the holder of this key sign the statement? `false` also for what is no Ed25519 key. */
export function isSignedBy(
  publicKey: string,
  statement: DeskStatement,
  signature: string,
): boolean {
  const key = readKey(publicKey);
  if (key === null) return false;
  return verify(null, textOf(statement), key, Buffer.from(signature, 'base64'));
}

function readKey(publicKey: string): KeyObject | null {
  try {
    const der = Buffer.from(publicKey, 'base64');
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

function textOf({ act, deskId, workNo, challenge }: DeskStatement): Buffer {
  return Buffer.from(['hotline-desk proof 1', act, deskId, workNo, challenge].join('\n'));
}
