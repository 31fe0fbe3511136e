import type { SipRequest, SipResponse } from './sip-message.ts';
import { type SipHeader, allowedMethods } from './sip-text.ts';

/** One dialog as this end sees it (RFC 3261 §12). Immutable: each request made yields the next dialog. */
export interface Dialog {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** Whole From value of our requests, tag included. */
  readonly local: string;
  /** Whole To value of our requests, tag included. */
  readonly remote: string;
  /** Contact of the far side: request URI of our requests. */
  readonly remoteTarget: string;
  readonly localCseq: number;
  /** Highest CSeq the far side has used; lower ones are late and refused with 500 (§12.2.2). */
  readonly remoteCseq: number;
}

/** Dialog made by a response to our INVITE (RFC 3261 §12.1.2). */
export function dialogOfResponse(response: SipResponse, localCseq: number): Dialog {
  return {
    callId: response.callId,
    localTag: response.from.param('tag') ?? '',
    remoteTag: response.to.param('tag') ?? '',
    local: response.header('from') ?? '',
    remote: response.header('to') ?? '',
    remoteTarget: response.contacts[0]?.uri ?? response.to.uri,
    localCseq,
    remoteCseq: 0,
  };
}

/** Dialog made by answering an INVITE with `localTag` (RFC 3261 §12.1.1). */
export function dialogOfRequest(request: SipRequest, localTag: string): Dialog {
  return {
    callId: request.callId,
    localTag,
    remoteTag: request.from.param('tag') ?? '',
    local: `${request.header('to') ?? ''};tag=${localTag}`,
    remote: request.header('from') ?? '',
    remoteTarget: request.contacts[0]?.uri ?? request.from.uri,
    localCseq: 0,
    remoteCseq: request.cseq,
  };
}

/** Does this request of the far side belong to the dialog? */
export function isOfDialog(dialog: Dialog, request: SipRequest): boolean {
  return (
    request.callId === dialog.callId &&
    request.to.param('tag') === dialog.localTag &&
    request.from.param('tag') === dialog.remoteTag
  );
}

/** The dialog after a request of the far side; `null` when its CSeq is not higher than the last one. */
export function dialogAfter(dialog: Dialog, request: SipRequest): Dialog | null {
  if (request.cseq <= dialog.remoteCseq) return null;
  // A re-INVITE refreshes the target: after a reconnect the phone has a new Contact (RFC 3261 §12.2.2).
  const target = request.method === 'INVITE' ? request.contacts[0]?.uri : undefined;
  return { ...dialog, remoteCseq: request.cseq, remoteTarget: target ?? dialog.remoteTarget };
}

/** Raises the local CSeq for the next request of ours. */
export function nextRequest(dialog: Dialog): Dialog {
  return { ...dialog, localCseq: dialog.localCseq + 1 };
}

export interface DialogRequestParts {
  readonly via: string;
  readonly contact: string;
  /** ACK repeats the INVITE's number (RFC 3261 §13.2.2.4); others use the dialog's. */
  readonly cseq: number;
}

/** Headers of a request inside the dialog. */
export function dialogHeaders(
  dialog: Dialog,
  method: string,
  parts: DialogRequestParts,
): SipHeader[] {
  return [
    ['Via', parts.via],
    ['Max-Forwards', '70'],
    ['From', dialog.local],
    ['To', dialog.remote],
    ['Call-ID', dialog.callId],
    ['CSeq', `${parts.cseq} ${method}`],
    ['Contact', parts.contact],
    ['Allow', allowedMethods],
  ];
}
