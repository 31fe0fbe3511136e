import type { Binding } from '../registrar.ts';
import { dialogOfResponse } from '../sip/dialog.ts';
import type { ExchangeOutcome } from '../sip/exchange.ts';
import type { SipResponse } from '../sip/sip-message.ts';
import { type SipHeader, formatRequest, sdpContent } from '../sip/sip-text.ts';
import { callerOf, scriptHeaders } from './invite-headers.ts';
import { type Leg, createLeg } from './leg.ts';
import { type LegDeps, contactOf, newBranch, viaOf } from './leg-deps.ts';
import type { CitizenScript, TrainingCall } from './training-call.ts';

const inviteCseq = 1;
const defaultPatienceMs = 60_000;
const defaultSpeakAfterMs = 600;

/** A call on its way to a phone: the face for whoever ordered it and the leg for the router. */
export interface PlacedCall {
  readonly leg: Leg;
  readonly call: TrainingCall;
}

/** One INVITE and what has become of it. */
interface Attempt {
  readonly deps: LegDeps;
  readonly script: CitizenScript;
  readonly target: string;
  readonly leg: Leg;
  readonly branch: string;
  /** Headers that INVITE, its CANCEL and its ACK have in common (RFC 3261 §9.1, §17.1.1.3). */
  readonly identity: (method: string, to?: string | null) => SipHeader[];
  readonly progress: { isHeardOf: boolean; isGivingUp: boolean; isDescribed: boolean };
}

/** Places a citizen's call to a registered phone. */
export function placeCitizenCall(
  deps: LegDeps,
  script: CitizenScript,
  binding: Binding,
): PlacedCall {
  const sipCallId = deps.token();
  const { connection, contactUri: target } = binding;
  const leg = createLeg(deps, { sipCallId, extension: script.to, connection });
  const branch = newBranch(deps);
  const from = `${callerOf(script, deps.domain)};tag=${deps.token()}`;
  const attempt: Attempt = {
    deps,
    script,
    target,
    leg,
    branch,
    identity: (method, to) => [
      ['Via', viaOf(deps, branch)],
      ['Max-Forwards', '70'],
      ['From', from],
      ['To', to ?? `<sip:${script.to}@${deps.domain}>`],
      ['Call-ID', sipCallId],
      ['CSeq', `${inviteCseq} ${method}`],
    ],
    progress: { isHeardOf: false, isGivingUp: false, isDescribed: false },
  };
  invite(attempt).catch(() => leg.end({ how: 'lost', status: null }));
  const call = leg.face({
    direction: 'toAgent',
    dialled: script.to,
    ticketNo: script.ticketNo ?? null,
    hangUp: () => hangUp(attempt),
  });
  return { leg, call };
}

async function invite(attempt: Attempt): Promise<void> {
  const { deps, script, target, leg, branch, identity } = attempt;
  const body = await leg.media.createOffer('sendrecv');
  if (leg.isOver()) return;
  const contact: SipHeader = ['Contact', contactOf(deps)];
  const headers = [...identity('INVITE'), contact, ...scriptHeaders(script, deps.domain)];
  deps.exchange.send(leg.connection(), {
    branch,
    method: 'INVITE',
    text: formatRequest('INVITE', target, [...headers, sdpContent], body),
    onProvisional: (response) => handleProvisional(attempt, response),
    onOutcome: (outcome) => handleOutcome(attempt, outcome),
  });
  const patience = setTimeout(() => giveUp(attempt), script.patienceMs ?? defaultPatienceMs);
  void Promise.race([leg.log.answered, leg.log.ended]).then(() => clearTimeout(patience));
}

function handleProvisional(attempt: Attempt, response: SipResponse): void {
  const { leg, progress } = attempt;
  if (leg.isOver()) return;
  if (!progress.isHeardOf && progress.isGivingUp) cancel(attempt);
  progress.isHeardOf = true;
  if (response.status >= 180 && !leg.log.hasHappened('ringing')) leg.log.note('ringing');
  describe(attempt, response).catch(() => hangUp(attempt));
}

function handleOutcome(attempt: Attempt, outcome: ExchangeOutcome): void {
  const { leg, target, identity, progress } = attempt;
  if (outcome === 'lost') return leg.end({ how: 'lost', status: null });
  if (outcome === 'timeout') return leg.end({ how: 'noAnswer', status: null });
  if (outcome.status < 300) return handleAccepted(attempt, outcome);
  leg.connection().send(formatRequest('ACK', target, identity('ACK', outcome.header('to'))));
  leg.end({ how: progress.isGivingUp ? 'cancelled' : 'refused', status: outcome.status });
}

function handleAccepted(attempt: Attempt, response: SipResponse): void {
  const { deps, script, leg, progress } = attempt;
  if (leg.dialog() === null) leg.setDialog(dialogOfResponse(response, inviteCseq));
  if (!deps.faults().neverAck) leg.acknowledge(response);
  if (leg.isOver() || leg.log.hasHappened('answered')) return;
  if (progress.isGivingUp) {
    leg.sendBye();
    return leg.end({ how: 'cancelled', status: 200 });
  }
  leg.log.note('answered');
  describe(attempt, response)
    .then(() => leg.talk(script.speechFile ?? null, script.speakAfterMs ?? defaultSpeakAfterMs))
    .catch(() => hangUp(attempt));
}

/** The answer may come early, in a 183; the 200 then only repeats it (RFC 3261 §13.2.1). */
async function describe({ leg, progress }: Attempt, response: SipResponse): Promise<void> {
  if (progress.isDescribed || response.body === '') return;
  progress.isDescribed = true;
  await leg.media.acceptAnswer(response.body);
}

function hangUp(attempt: Attempt): void {
  const { leg } = attempt;
  if (leg.isOver()) return;
  if (!leg.log.hasHappened('answered')) return giveUp(attempt);
  leg.sendBye();
  leg.end({ how: 'citizenHungUp', status: null });
}

/** A CANCEL waits until the phone has said anything at all (RFC 3261 §9.1). */
function giveUp(attempt: Attempt): void {
  if (attempt.progress.isGivingUp) return;
  attempt.progress.isGivingUp = true;
  if (attempt.progress.isHeardOf) cancel(attempt);
}

function cancel({ deps, leg, target, branch, identity }: Attempt): void {
  deps.exchange.send(leg.connection(), {
    branch,
    method: 'CANCEL',
    text: formatRequest('CANCEL', target, identity('CANCEL')),
    onOutcome: () => undefined,
  });
}
