import type { Core, Session } from 'sip.js';
import type { Clock } from '../../shared/clock.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import type { PhoneEvent } from '../core/phone.ts';
import { type IdentityContext, readConnectedLine } from './identity.ts';
import { ticketNoOf } from './invite-facts.ts';

type Message = Pick<Core.IncomingMessage, 'getHeader' | 'getHeaders'>;

/** Tells who is at the other end of a call whenever a message of its dialog says so (RFC 3325, RFC 4916, RFC 5876). */
export function createCallIdentity(parts: {
  readonly callId: CallId;
  readonly session: Session;
  readonly clock: Clock;
  readonly emit: (event: PhoneEvent) => void;
}) {
  const { callId, session, clock, emit } = parts;
  let told = '';
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
    emit({ kind: 'identity', callId, at: clock.now(), ...identity, ticketNo });
  };
  return {
    /** A re-INVITE or UPDATE of the far side. */
    heardRequest: (message: Message) => hear(message, 'calling'),
    /** A provisional or final response to an INVITE of ours. */
    heardResponse: (message: Message) => hear(message, 'called'),
  };
}
