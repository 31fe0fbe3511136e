import type { CitizenMedia, SoundDirection } from '../media/citizen-media.ts';
import type { SipConnection } from '../sip/connection.ts';
import { type Dialog, dialogHeaders, nextRequest } from '../sip/dialog.ts';
import type { SipResponse } from '../sip/sip-message.ts';
import { type SipHeader, formatRequest, sdpContent } from '../sip/sip-text.ts';
import type { CallLog } from './call-log.ts';
import { type LegDeps, contactOf, newBranch, viaOf } from './leg-deps.ts';

/** What this end asks of the phone inside a call, and by which socket. */
export interface DialogRequests {
  dialog(): Dialog | null;
  setDialog(dialog: Dialog): void;
  connection(): SipConnection;
  /** Requests go out by this socket; the phone may come back on another one in mid-call. */
  setConnection(connection: SipConnection): void;
  acknowledge(response: SipResponse): void;
  sendBye(): void;
  /** News of a transfer (RFC 3515 §2.4.5); `over` ends the subscription. */
  notify(statusLine: string, over: boolean): Promise<void>;
  /** Changes the direction of the sound; `false` when the phone refuses. */
  reinvite(direction: SoundDirection): Promise<boolean>;
}

export interface DialogRequestsOptions {
  readonly extension: string;
  readonly connection: SipConnection;
  readonly media: CitizenMedia;
  readonly log: CallLog;
}

/** Requests of a call that has no dialog yet. */
export function createDialogRequests(
  deps: LegDeps,
  options: DialogRequestsOptions,
): DialogRequests {
  const { extension, media, log } = options;
  let lastConnection = options.connection;
  let dialog: Dialog | null = null;
  const connection = () =>
    lastConnection.isOpen() ? lastConnection : (deps.connectionOf(extension) ?? lastConnection);

  function textOf(
    method: string,
    ids: { branch: string; cseq: number },
    body: string,
    own?: readonly SipHeader[],
  ): string {
    if (dialog === null) throw new Error(`${method} before there is a dialog`);
    const parts = { via: viaOf(deps, ids.branch), contact: contactOf(deps), cseq: ids.cseq };
    const content = own ?? (body === '' ? [] : [sdpContent]);
    const headers = [...dialogHeaders(dialog, method, parts), ...content];
    return formatRequest(method, dialog.remoteTarget, headers, body);
  }

  function acknowledge(response: SipResponse): void {
    connection().send(textOf('ACK', { branch: newBranch(deps), cseq: response.cseq }, ''));
    if (!log.hasHappened('acknowledged')) log.note('acknowledged');
  }

  /** Resolves with the final response, or with `null` when there is none to be had. */
  function request(
    method: string,
    body: string,
    own?: readonly SipHeader[],
  ): Promise<SipResponse | null> {
    if (dialog === null || log.hasHappened('ended')) return Promise.resolve(null);
    dialog = nextRequest(dialog);
    const branch = newBranch(deps);
    const text = textOf(method, { branch, cseq: dialog.localCseq }, body, own);
    return new Promise((done) => {
      deps.exchange.send(connection(), {
        branch,
        method,
        text,
        onOutcome: (outcome) => done(typeof outcome === 'string' ? null : outcome),
      });
    });
  }

  return {
    dialog: () => dialog,
    setDialog: (next) => {
      dialog = next;
    },
    connection,
    setConnection: (next) => {
      lastConnection = next;
    },
    acknowledge,
    sendBye() {
      void request('BYE', '');
    },
    async notify(statusLine, over) {
      const subscription = over ? 'terminated;reason=noresource' : 'active;expires=60';
      await request('NOTIFY', `${statusLine}\r\n`, [
        ['Event', 'refer'],
        ['Subscription-State', subscription],
        ['Content-Type', 'message/sipfrag'],
      ]);
    },
    async reinvite(direction) {
      const response = await request('INVITE', await media.createOffer(direction));
      if (response === null) return false;
      acknowledge(response);
      if (response.status >= 300) return false;
      await media.acceptAnswer(response.body);
      log.note(direction === 'sendrecv' ? 'retrievedByCitizen' : 'heldByCitizen');
      return true;
    },
  };
}
