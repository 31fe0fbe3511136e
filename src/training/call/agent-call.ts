import type { SipConnection } from '../sip/connection.ts';
import { dialogOfRequest } from '../sip/dialog.ts';
import type { SipRequest } from '../sip/sip-message.ts';
import { type ResponseParts, formatResponse, sdpContent } from '../sip/sip-text.ts';
import { createLeg } from './leg.ts';
import { type LegDeps, contactOf } from './leg-deps.ts';
import type { PlacedCall } from './citizen-call.ts';
import type { OutboundScript } from './training-call.ts';

const speakAfterMs = 300;

/** A call that the agent makes, and how to take it back. */
export interface TakenCall extends PlacedCall {
  /** CANCEL belongs to this call when it repeats the INVITE's branch (RFC 3261 §9.2). */
  readonly inviteBranch: string;
  cancel(): void;
}

/** Takes an authenticated INVITE of a phone and plays the citizen who was called. */
export function takeAgentCall(
  deps: LegDeps,
  script: OutboundScript,
  request: SipRequest,
  connection: SipConnection,
): TakenCall {
  const localTag = deps.token();
  const leg = createLeg(deps, {
    sipCallId: request.callId,
    extension: request.from.user,
    connection,
  });
  const answer = (parts: ResponseParts) =>
    leg.connection().send(formatResponse(request, { toTag: localTag, ...parts }));
  let pickUp: NodeJS.Timeout | null = null;

  async function ring(): Promise<void> {
    answer({ status: 100 });
    if (script.kind === 'refuses') {
      answer({ status: script.status });
      return leg.end({ how: 'refused', status: script.status });
    }
    if (request.body === '') {
      answer({ status: 488 });
      return leg.end({ how: 'refused', status: 488 });
    }
    const body = await leg.media.acceptOffer(request.body);
    if (leg.isOver()) return;
    leg.setDialog(dialogOfRequest(request, localTag));
    answer({ status: 180, headers: [['Contact', contactOf(deps)]] });
    leg.log.note('ringing');
    if (script.kind === 'answers')
      pickUp = setTimeout(() => accept(body, script.speechFile), script.afterMs);
  }

  function accept(body: string, speechFile: string | null): void {
    answer({ status: 200, headers: [['Contact', contactOf(deps)], sdpContent], body });
    leg.log.note('answered');
    leg.talk(speechFile, speakAfterMs).catch(() => hangUp());
  }

  function hangUp(): void {
    if (leg.isOver()) return;
    if (leg.log.hasHappened('answered')) leg.sendBye();
    else answer({ status: 486 });
    leg.end({ how: leg.log.hasHappened('answered') ? 'citizenHungUp' : 'refused', status: null });
  }

  ring().catch(() => {
    answer({ status: 488 });
    leg.end({ how: 'refused', status: 488 });
  });
  void leg.log.ended.then(() => {
    if (pickUp !== null) clearTimeout(pickUp);
  });
  return {
    leg,
    inviteBranch: request.branch,
    call: leg.face({
      direction: 'fromAgent',
      dialled: request.targetUser,
      ticketNo: request.header('x-ticket-no'),
      hangUp,
    }),
    cancel() {
      if (leg.isOver() || leg.log.hasHappened('answered')) return;
      answer({ status: 487 });
      leg.end({ how: 'cancelled', status: 487 });
    },
  };
}
