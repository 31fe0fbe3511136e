import { verify } from 'node:crypto';
import { AppError } from '../../../../shared/app-error.ts';
import type { HubKeys } from '../../../../shared/contract/session/schemas.ts';
import { type Receipt, receiptSchema } from '../../../../shared/contract/recordings/schemas.ts';
import { receiptText } from '../../../../shared/recording/receipt-text.ts';
import type { SegmentRow } from '../../../storage/recording-rows.ts';

/**
 * Throws `upload.badReceipt` unless the hub has signed (Ed25519, RFC 8032) that it holds exactly this segment. Only such
 * a receipt allows a desk to call a recording synced and to let go of its own copy.
 */
export function checkReceipt(receipt: Receipt, segment: SegmentRow, keys: HubKeys): void {
  if (!receiptSchema.safeParse(receipt).success) throw bad('form');
  const isSame =
    receipt.recordingId === segment.recordingId &&
    receipt.segment === segment.segment &&
    receipt.byteLength === segment.byteLength &&
    receipt.sha256 === segment.sha256;
  if (!isSame) throw bad('other content');
  if (receipt.keyId !== keys.receiptKeyId) throw bad('unknown key');
  const text = Buffer.from(receiptText(receipt));
  const signature = Buffer.from(receipt.signature, 'base64');
  if (!verify(null, text, keys.receiptPublicKeyPem, signature)) throw bad('signature');
}

function bad(detail: string): AppError {
  return new AppError('upload.badReceipt', { detail });
}
