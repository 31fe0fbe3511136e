import type { CallBoard } from './call/call-board.ts';
import { handleInDialog } from './call/in-dialog.ts';
import type { LegDeps } from './call/leg-deps.ts';
import type { FaultState } from './faults.ts';
import type { Registrar } from './registrar.ts';
import type { SipConnection } from './sip/connection.ts';
import { isOfDialog } from './sip/dialog.ts';
import type { DigestChallenger } from './sip/digest.ts';
import { type SipRequest, parseSip } from './sip/sip-message.ts';
import { type ResponseParts, allowedMethods, formatResponse } from './sip/sip-text.ts';

export interface RouterDeps {
  readonly leg: LegDeps;
  readonly registrar: Registrar;
  readonly digest: DigestChallenger;
  readonly faults: () => FaultState;
  readonly secretOf: (extension: string) => string | null;
  readonly board: CallBoard;
  /** An authenticated INVITE for a new call. */
  readonly onInvite: (request: SipRequest, connection: SipConnection) => void;
}

/** Keep-alive of RFC 5626 §3.5.1, used over WebSocket by many phones: two CRLFs ask, one answers. */
const ping = '\r\n\r\n';
const pong = '\r\n';

/** Brings each message to where it belongs. */
export function createRouter(deps: RouterDeps): (text: string, connection: SipConnection) => void {
  const { registrar, digest } = deps;

  /** `null` when the request proves who sends it; otherwise the refusal. */
  function refusal(request: SipRequest): ResponseParts | null {
    if (deps.faults().refuseCredentials) return { status: 403 };
    const extension = request.from.user;
    const proof = {
      method: request.method,
      authorization: request.header('authorization'),
      extension,
    };
    const verdict = digest.verify(proof, deps.secretOf(extension));
    if (verdict === 'accepted') return null;
    return { status: 401, headers: [['WWW-Authenticate', digest.challenge(verdict === 'stale')]] };
  }

  function register(request: SipRequest, connection: SipConnection): ResponseParts {
    const fault = deps.faults().refuseRegister;
    if (fault !== null) {
      const { status, retryAfterSeconds } = fault;
      return {
        status,
        headers: retryAfterSeconds === null ? [] : [['Retry-After', String(retryAfterSeconds)]],
      };
    }
    return refusal(request) ?? registrar.handle(request, connection);
  }

  function cancel(request: SipRequest): ResponseParts {
    const call = [...deps.board.taken()].find(
      (candidate) => candidate.inviteBranch === request.branch,
    );
    if (call === undefined) return { status: 481 };
    setImmediate(() => call.cancel());
    return { status: 200 };
  }

  /** Answers a request outside of a dialog; `null` when somebody else answers. */
  function answerNew(request: SipRequest, connection: SipConnection): ResponseParts | null {
    switch (request.method) {
      case 'REGISTER':
        return register(request, connection);
      case 'INVITE': {
        const refused = refusal(request);
        if (refused === null) deps.onInvite(request, connection);
        return refused;
      }
      case 'CANCEL':
        return cancel(request);
      case 'OPTIONS':
        return { status: 200, headers: [['Allow', allowedMethods]] };
      // An ACK of a refused INVITE ends its transaction and is never answered (RFC 3261 §17.1.1.3).
      case 'ACK':
        return null;
      default:
        return { status: 405, headers: [['Allow', allowedMethods]] };
    }
  }

  return (text, connection) => {
    if (deps.faults().deaf) return;
    if (text === ping) return connection.send(pong);
    const message = parseSip(text);
    if (message === null) return;
    if (message.kind === 'response') return deps.leg.exchange.handleResponse(message);
    const leg = deps.board.legs().find((candidate) => {
      const dialog = candidate.dialog();
      return dialog !== null && isOfDialog(dialog, message);
    });
    if (leg !== undefined && message.method !== 'CANCEL') {
      handleInDialog(deps.leg, leg, message, connection).catch(() =>
        connection.send(formatResponse(message, { status: 500 })),
      );
      return;
    }
    const isInDialog =
      message.to.param('tag') !== null && !['REGISTER', 'CANCEL'].includes(message.method);
    if (isInDialog && message.method !== 'ACK')
      return connection.send(formatResponse(message, { status: 481 }));
    const parts = answerNew(message, connection);
    if (parts !== null)
      connection.send(formatResponse(message, { toTag: deps.leg.token(), ...parts }));
  };
}
