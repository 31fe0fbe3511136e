import { randomUUID } from 'node:crypto';
import { type Referral, type Session, SessionState } from 'sip.js';
import type { PhoneEvent, Phone } from '../../../src/telephony/core/phone.ts';
import { type FakeOutcome, createFakePhone } from '../../../src/telephony/fake/fake-phone.ts';
import { until } from '../../support/until.ts';
import { createSipDesk, deskConfig } from '../../support/sip-desk.ts';

/** The far side of one inbound call. */
export interface FarCaller {
  readonly callId: string;
  leave(): Promise<void>;
  hold(held: boolean): Promise<void>;
  isOver(): boolean;
}

/** A phone with a far side that a test can move, whatever phone it is. */
export interface PhoneHarness {
  readonly phone: Phone;
  readonly events: readonly PhoneEvent[];
  ring(rawNumber: string, ticketNo: string | null): Promise<FarCaller>;
  /** What becomes of the next numbers that are dialled or transferred to. */
  setOutcome(outcome: FakeOutcome): void;
  close(): Promise<void>;
}

export async function fakeHarness(): Promise<PhoneHarness> {
  let outcome: FakeOutcome = 'answers';
  const events: PhoneEvent[] = [];
  const { phone, script } = createFakePhone({
    clock: { now: () => Date.now(), monotonicMs: () => performance.now() },
    newCallId: randomUUID,
    outcomeOf: () => outcome,
  });
  phone.subscribe((event) => events.push(event));
  phone.start(deskConfig);
  return {
    phone,
    events,
    async ring(rawNumber, ticketNo) {
      const callId = script.ring({ rawNumber, ticketNo });
      return {
        callId,
        leave: async () => script.leave(callId),
        hold: async (held) => script.holdBy(callId, held),
        isOver: () => !script.running().includes(callId),
      };
    },
    setOutcome: (next) => {
      outcome = next;
    },
    close: () => phone.stop(),
  };
}

const statuses = { busy: 486, unknown: 404 } as const;

export async function sipHarness(): Promise<PhoneHarness> {
  const desk = await createSipDesk();
  await desk.register();
  // The path of each call comes up with its answer.
  desk.phone.subscribe((event) => {
    if (event.kind === 'connected') desk.media.sessions.get(event.callId)?.settleTransport(true);
  });
  let outcome: FakeOutcome = 'answers';
  let rung = 0;
  desk.pbx.onInvitation = (invitation) => {
    if (outcome === 'answers') void invitation.accept();
    else if (outcome !== 'rings') void invitation.reject({ statusCode: statuses[outcome] });
  };
  return {
    phone: desk.phone,
    events: desk.events,
    async ring(rawNumber, ticketNo) {
      const session = await desk.pbx.call({
        number: rawNumber,
        headers: ticketNo === null ? [] : [`X-Ticket-No: ${ticketNo}`],
      });
      session.delegate = { onRefer: (referral) => void refer(session, referral, outcome) };
      rung += 1;
      const { callId } = await desk.alerting(rung);
      return {
        callId,
        leave: async () => {
          if (session.state === SessionState.Established) await session.bye();
          else await session.cancel();
        },
        hold: async (held) => {
          await until('established', () => session.state === SessionState.Established);
          desk.pbx.direction = held ? 'sendonly' : 'sendrecv';
          await session.invite();
        },
        isOver: () => session.state === SessionState.Terminated,
      };
    },
    setOutcome: (next) => {
      outcome = next;
    },
    close: desk.close,
  };
}

/** A PBX that is asked to transfer: refuses at once, says later that it failed, or that the target answers. */
async function refer(session: Session, referral: Referral, outcome: FakeOutcome): Promise<void> {
  if (outcome === 'unknown') return referral.reject({ statusCode: 404 });
  await referral.accept();
  notify(session, 'SIP/2.0 100 Trying', 'active;expires=60');
  const final = outcome === 'busy' ? 'SIP/2.0 486 Busy Here' : 'SIP/2.0 200 OK';
  notify(session, final, 'terminated;reason=noresource');
}

function notify(session: Session, content: string, subscription: string): void {
  session.dialog?.notify(undefined, {
    extraHeaders: ['Event: refer', `Subscription-State: ${subscription}`],
    body: { contentDisposition: 'render', contentType: 'message/sipfrag', content },
  });
}
