/** What a NOTIFY says about our REFER (RFC 3515 §2.4.4, RFC 3420). */
export type TransferProgress = 'trying' | 'done' | 'failed' | 'noNews';

export interface ReferNotify {
  /** `Event: refer;id=2` */
  readonly event: string;
  /** `Subscription-State: terminated;reason=noresource` (RFC 6665 §4.1.3) */
  readonly subscription: string;
  /** `message/sipfrag`: at least a status line. */
  readonly body: string;
}

/**
 * Reads a NOTIFY that belongs to the REFER with this CSeq. A target that rings is as good as one that answers: the
 * citizen is then in the hands of the PBX. A subscription that ends without a final status has nothing more to say.
 */
export function readTransferProgress(notify: ReferNotify, referCseq: number): TransferProgress {
  const [name = '', ...parameters] = notify.event.split(';').map((part) => part.trim());
  if (name.toLowerCase() !== 'refer') return 'noNews';
  const id = parameters.find((part) => part.toLowerCase().startsWith('id='))?.slice(3);
  if (id !== undefined && Number(id) !== referCseq) return 'noNews';
  const status = Number(/^\s*SIP\/2\.0 +([1-6]\d\d)/i.exec(notify.body)?.[1] ?? 0);
  if (status >= 300) return 'failed';
  if (status >= 180) return 'done';
  return /^\s*terminated/i.test(notify.subscription) ? 'failed' : 'trying';
}
