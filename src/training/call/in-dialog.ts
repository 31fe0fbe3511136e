import type { SoundDirection } from '../media/citizen-media.ts';
import type { SipConnection } from '../sip/connection.ts';
import { dialogAfter } from '../sip/dialog.ts';
import type { SipRequest } from '../sip/sip-message.ts';
import { type ResponseParts, allowedMethods, formatResponse, sdpContent } from '../sip/sip-text.ts';
import type { Leg } from './leg.ts';
import { type LegDeps, contactOf } from './leg-deps.ts';

/** Carries out a request of the phone inside a running call. */
export async function handleInDialog(
  deps: LegDeps,
  leg: Leg,
  request: SipRequest,
  connection: SipConnection,
): Promise<void> {
  const answer = (parts: ResponseParts) => connection.send(formatResponse(request, parts));
  const dialog = leg.dialog();
  if (request.method === 'ACK') {
    if (!leg.log.hasHappened('acknowledged')) leg.log.note('acknowledged');
    return;
  }
  if (dialog === null || leg.isOver()) return answer({ status: 481 });
  const next = dialogAfter(dialog, request);
  if (next === null) return answer({ status: 500 });
  leg.setDialog(next);
  leg.setConnection(connection);
  switch (request.method) {
    case 'BYE':
      // The crossing BYE is sent first, so that it is on its way when the phone gets its answer.
      if (deps.faults().lateBye) leg.sendBye();
      answer({ status: 200 });
      return leg.end({ how: 'agentHungUp', status: null });
    case 'INVITE':
      return answer(await reanswer(deps, leg, request));
    case 'REFER':
      return transfer(deps, leg, request, answer);
    case 'INFO':
      noteKey(leg, request);
      return answer({ status: 200 });
    case 'OPTIONS':
      return answer({ status: 200, headers: [['Allow', allowedMethods]] });
    default:
      return answer({ status: 405, headers: [['Allow', allowedMethods]] });
  }
}

/** Agrees, tells how it went, and takes the citizen away; a target behind `Replaces` the phone leaves by itself. */
async function transfer(
  deps: LegDeps,
  leg: Leg,
  request: SipRequest,
  answer: (parts: ResponseParts) => void,
): Promise<void> {
  const referTo = request.header('refer-to');
  if (referTo === null) return answer({ status: 400 });
  answer({ status: 202, headers: [['Contact', contactOf(deps)]] });
  await leg.notify('SIP/2.0 100 Trying', false);
  if (deps.faults().refuseTransfers) return leg.notify('SIP/2.0 486 Busy Here', true);
  await leg.notify('SIP/2.0 200 OK', true);
  if (leg.isOver()) return;
  leg.sendBye();
  leg.end({ how: 'transferred', status: null, referTo });
}

/** Answers hold, retrieve and ICE restart (RFC 3261 §14.2); a description that cannot be taken changes nothing. */
async function reanswer(deps: LegDeps, leg: Leg, request: SipRequest): Promise<ResponseParts> {
  if (request.body === '') return { status: 488 };
  try {
    const body = await leg.media.acceptOffer(request.body);
    const hears = wantsToHear(request.body);
    const isHeld = lastHold(leg) === 'heldByAgent';
    if (hears && isHeld) leg.log.note('retrievedByAgent');
    if (!hears && !isHeld) leg.log.note('heldByAgent');
    return { status: 200, headers: [['Contact', contactOf(deps)], sdpContent], body };
  } catch {
    return { status: 488 };
  }
}

function lastHold(leg: Leg): string | null {
  const holds = leg.log
    .events()
    .filter(({ kind }) => kind === 'heldByAgent' || kind === 'retrievedByAgent');
  return holds.at(-1)?.kind ?? null;
}

/** Keys sent as SIP INFO: `application/dtmf-relay` has a `Signal=` line, `application/dtmf` only the key. */
function noteKey(leg: Leg, request: SipRequest): void {
  const [, signal] = /^(?:\s*Signal\s*=\s*)?([0-9A-D*#])\s*$/im.exec(request.body) ?? [];
  if (signal !== undefined) leg.log.note('key', signal);
}

/** Direction of the sound as the sender of this description wants it (RFC 4566 §6); `sendrecv` when it does not say. */
function directionOf(sdp: string): SoundDirection {
  const [, found] = /^a=(sendrecv|sendonly|recvonly|inactive)\r?$/m.exec(sdp) ?? [];
  return found === 'sendonly' || found === 'recvonly' || found === 'inactive' ? found : 'sendrecv';
}

/** Does whoever sent this description still want to hear us? Hold is an offer that does not (RFC 6337 §5.3). */
function wantsToHear(sdp: string): boolean {
  return ['sendrecv', 'recvonly'].includes(directionOf(sdp));
}
