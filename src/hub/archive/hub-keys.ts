import {
  type KeyObject,
  createHash,
  createPublicKey,
  generateKeyPair,
  randomBytes,
  sign,
} from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { HubKeys } from '../../shared/contract/session/schemas.ts';
import { hubKeyFingerprint } from '../../shared/node/hub-key-fingerprint.ts';
import { readTextIfThere, writeFileDurably } from '../../shared/node/durable-file.ts';
import type { Receipt } from '../../shared/contract/recordings/schemas.ts';
import { receiptText } from '../../shared/recording/receipt-text.ts';

/** The hub's own keys. Without `wrapPrivateKeyPem` no recording of the archive can ever be heard again. */
export interface HubKeyRing {
  /** What desks are given. */
  readonly shared: HubKeys;
  readonly wrapPrivateKeyPem: string;
  readonly receiptPrivateKeyPem: string;
  /** Seals the secrets of second factors. Without it each person is enrolled anew. */
  readonly factorKey: Buffer;
}

const generate = promisify(generateKeyPair);

/**
 * Reads the keys from `folder`; makes those that are not there yet. RSA-3072 to wrap segment keys, Ed25519 (RFC 8032)
 * to sign receipts; files of mode 0600 in a folder of mode 0700. `fingerprint.txt` beside them is what desks know them by.
 */
export async function openHubKeys(folder: string): Promise<HubKeyRing> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const wrapPrivateKeyPem = await readOrMake(folder, 'wrap-private.pem', async () => {
    return pemOf(await generate('rsa', { modulusLength: 3072 }));
  });
  const receiptPrivateKeyPem = await readOrMake(folder, 'receipt-private.pem', async () => {
    return pemOf(await generate('ed25519'));
  });
  const factorKey = Buffer.from(
    await readOrMake(folder, 'second-factor.key', async () => randomBytes(32).toString('base64')),
    'base64',
  );
  const wrap = publicHalf(wrapPrivateKeyPem);
  const receipt = publicHalf(receiptPrivateKeyPem);
  const shared = {
    wrapKeyId: wrap.keyId,
    wrapPublicKeyPem: wrap.pem,
    receiptKeyId: receipt.keyId,
    receiptPublicKeyPem: receipt.pem,
  };
  writeFileDurably(join(folder, 'fingerprint.txt'), `${hubKeyFingerprint(shared)}\n`);
  return { shared, wrapPrivateKeyPem, receiptPrivateKeyPem, factorKey };
}

async function readOrMake(
  folder: string,
  name: string,
  make: () => Promise<string>,
): Promise<string> {
  const path = join(folder, name);
  const kept = readTextIfThere(path);
  if (kept !== null) return kept;
  const pem = await make();
  // Half a key file after a power cut would stop the hub for good.
  writeFileDurably(path, pem);
  return pem;
}

function pemOf({ privateKey }: { readonly privateKey: KeyObject }): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function publicHalf(privatePem: string): { pem: string; keyId: string } {
  const key = createPublicKey(privatePem);
  const der = key.export({ type: 'spki', format: 'der' });
  const keyId = createHash('sha256').update(der).digest('hex').slice(0, 32);
  return { pem: key.export({ type: 'spki', format: 'pem' }).toString(), keyId };
}

/** Signs what the hub has stored (Ed25519 over `receiptText`). */
export function signReceipt(
  keys: HubKeyRing,
  stored: Omit<Receipt, 'keyId' | 'signature'>,
): Receipt {
  const unsigned = { ...stored, keyId: keys.shared.receiptKeyId };
  const text = Buffer.from(receiptText(unsigned));
  return { ...unsigned, signature: sign(null, text, keys.receiptPrivateKeyPem).toString('base64') };
}
