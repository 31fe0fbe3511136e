import { sign } from 'node:crypto';
import type { Receipt } from '../../shared/contract/recordings/schemas.ts';
import { receiptText } from '../../shared/recording/receipt-text.ts';
import type { HubKeyRing } from './hub-keys.ts';

/** Signs what the hub has stored (Ed25519 over `receiptText`). */
export function signReceipt(
  keys: HubKeyRing,
  stored: Omit<Receipt, 'keyId' | 'signature'>,
): Receipt {
  const unsigned = { ...stored, keyId: keys.shared.receiptKeyId };
  const text = Buffer.from(receiptText(unsigned));
  return { ...unsigned, signature: sign(null, text, keys.receiptPrivateKeyPem).toString('base64') };
}
