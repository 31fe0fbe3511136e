import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Receipt } from '../../../../../../src/shared/contract/recordings/schemas.ts';
import { receiptText } from '../../../../../../src/shared/recording/receipt-text.ts';
import { checkReceipt } from '../../../../../../src/main/areas/recordings/upload/check-receipt.ts';

const pair = generateKeyPairSync('ed25519');
const keys = {
  wrapKeyId: 'w',
  wrapPublicKeyPem: '',
  receiptKeyId: 'k',
  receiptPublicKeyPem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
};
const unsigned = {
  recordingId: '9c0d2c9e-54a5-4f43-9a0f-1f6a0d0f5a01',
  segment: 0,
  byteLength: 42,
  sha256: 'a'.repeat(64),
  storedAt: 5,
  keyId: 'k',
};
const segment = {
  ...unsigned,
  state: 'closed' as const,
  uploadUrl: null,
  uploadedBytes: 0,
  attempts: 0,
  nextTryAt: 0,
  error: null,
  receipt: null,
  syncedAt: null,
  freedAt: null,
};
const signed = (fields: Omit<Receipt, 'signature'>): Receipt => ({
  ...fields,
  signature: sign(null, Buffer.from(receiptText(fields)), pair.privateKey).toString('base64'),
});

/** Words alone would be content with an error that is none. */
const refusal = expect.objectContaining({ code: 'upload.badReceipt' });

describe('receipt check', () => {
  it('accepts what the hub has signed for this segment', () => {
    expect(() => checkReceipt(signed(unsigned), segment, keys)).not.toThrow();
  });

  it.each([
    ['another recording', { recordingId: '9c0d2c9e-54a5-4f43-9a0f-1f6a0d0f5a02' }],
    ['another hash', { sha256: 'b'.repeat(64) }],
    ['another length', { byteLength: 41 }],
    ['another segment', { segment: 1 }],
    ['another key', { keyId: 'other' }],
  ])('refuses %s although it is signed', (_what, change) => {
    const receipt = signed({ ...unsigned, ...change });
    expect(() => checkReceipt(receipt, segment, keys)).toThrow(refusal);
  });

  it('refuses a changed field and a foreign signature', () => {
    const receipt = signed(unsigned);
    expect(() => checkReceipt({ ...receipt, storedAt: 6 }, segment, keys)).toThrow(refusal);
    const foreign = { ...receipt, signature: Buffer.alloc(64).toString('base64') };
    expect(() => checkReceipt(foreign, segment, keys)).toThrow(refusal);
  });

  it('refuses what is no receipt by its form although the hub has signed the same words', () => {
    const asText = { ...unsigned, storedAt: '5' } as unknown as typeof unsigned;
    expect(receiptText(asText)).toBe(receiptText(unsigned));
    expect(() => checkReceipt(signed(asText), segment, keys)).toThrow(
      expect.objectContaining({ message: 'upload.badReceipt: form' }),
    );
  });
});
