import { type Core, Inviter, type Session, SessionState } from 'sip.js';
import type { Clock } from '../../../shared/clock.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import type { PhoneEvent } from '../../core/phone.ts';
import { type IdentityContext, readConnectedLine } from './identity.ts';
import { ticketNoOf } from './invite-facts.ts';

type Message = Pick<Core.IncomingMessage, 'getHeader' | 'getHeaders'>;

/**
 * Tells who is at the other end of a call whenever a message of its dialog says so (RFC 3325, RFC 4916, RFC 5876). Until a call of
 * ours is answered that is a name for whom we dialled, and the same number later is no other party.
 */
export function createCallIdentity(deps: {
  readonly callId: CallId;
  readonly session: Session;
  readonly clock: Clock;
  readonly emit: (event: PhoneEvent) => void;
}) {
  const { callId, session, clock, emit } = deps;
  let told = '';
  const answered = new Set<string>();
  const hear = (message: Message, party: IdentityContext['party']) => {
    const own = [
      session.userAgent.configuration.uri.user ?? '',
      session.userAgent.contact.uri.user ?? '',
    ];
    const identity = readConnectedLine((name) => message.getHeaders(name), { party, own });
    if (!identity) return;
    const ticketNo = ticketNoOf((name) => message.getHeader(name));
    const news = JSON.stringify([identity, ticketNo]);
    if (news === told) return;
    told = news;
    if (party === 'called' || isOurUnanswered(session)) answered.add(identity.rawNumber);
    const retargets = !answered.has(identity.rawNumber);
    emit({ kind: 'identity', callId, at: clock.now(), ...identity, ticketNo, retargets });
  };
  return {
    /** A re-INVITE or UPDATE of the far side. */
    heardRequest: (message: Message) => hear(message, 'calling'),
    /** A provisional or final response to an INVITE of ours. */
    heardResponse: (message: Message) => hear(message, 'called'),
  };
}

function isOurUnanswered(session: Session): boolean {
  return session instanceof Inviter && session.state !== SessionState.Established;
}
