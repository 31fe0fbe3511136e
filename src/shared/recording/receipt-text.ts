/**
 * The exact text a hub signs for a stored segment, and a desk checks: fields in fixed order, one a line, LF ended.
 * A change of this text is a change of the protocol.
 */
export function receiptText(receipt: {
  readonly recordingId: string;
  readonly segment: number;
  readonly byteLength: number;
  readonly sha256: string;
  readonly storedAt: number;
  readonly keyId: string;
}): string {
  return [
    'hotline-receipt-v1',
    receipt.recordingId,
    String(receipt.segment),
    String(receipt.byteLength),
    receipt.sha256,
    String(receipt.storedAt),
    receipt.keyId,
    '',
  ].join('\n');
}
