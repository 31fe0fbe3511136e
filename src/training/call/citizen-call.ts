import type { Binding } from '../registrar.ts';
import { dialogOfResponse } from '../sip/dialog.ts';
import type { Outcome } from '../sip/exchange.ts';
import type { SipResponse } from '../sip/sip-message.ts';
import { type SipHeader, allowedMethods, formatRequest, sdpContent } from '../sip/sip-text.ts';
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

/** Places a citizen's call to a registered phone. */
export function placeCitizenCall(
  deps: LegDeps,
  script: CitizenScript,
  binding: Binding,
): PlacedCall {
  const sipCallId = deps.token();
  const leg = createLeg(deps, { sipCallId, extension: script.to, connection: binding.connection });
  const branch = newBranch(deps);
  const from = `${callerOf(script, deps.domain)};tag=${deps.token()}`;
  const to = `<sip:${script.to}@${deps.domain}>`;
  const identity = (method: string): SipHeader[] => [
    ['Via', viaOf(deps, branch)],
    ['Max-Forwards', '70'],
    ['From', from],
    ['To', to],
    ['Call-ID', sipCallId],
    ['CSeq', `${inviteCseq} ${method}`],
  ];
  let isRinging = false;
  let isGivingUp = false;
  let isDescribed = false;
  let patience: NodeJS.Timeout | null = null;

  /** RFC 3261 §9.1: a CANCEL waits until the phone has said anything at all. */
  function cancelNow(): void {
    const text = formatRequest('CANCEL', binding.contactUri, identity('CANCEL'));
    deps.exchange.send(leg.connection(), {
      branch,
      method: 'CANCEL',
      text,
      onOutcome: () => undefined,
    });
  }

  function giveUp(): void {
    isGivingUp = true;
    if (isRinging) cancelNow();
  }

  /** The answer may come early, in a 183; the 200 then only repeats it (RFC 3261 §13.2.1). */
  async function describe(response: SipResponse): Promise<void> {
    if (isDescribed || response.body === '') return;
    isDescribed = true;
    await leg.media.acceptAnswer(response.body);
  }

  function handleProvisional(response: SipResponse): void {
    if (leg.isOver()) return;
    if (!isRinging && isGivingUp) cancelNow();
    isRinging = true;
    if (response.status >= 180 && !leg.log.hasHappened('ringing')) leg.log.note('ringing');
    describe(response).catch(() => hangUp());
  }

  function handleAccepted(response: SipResponse): void {
    if (leg.dialog() === null) leg.setDialog(dialogOfResponse(response, inviteCseq));
    if (!deps.faults().neverAck) leg.acknowledge(response);
    if (leg.isOver() || leg.log.hasHappened('answered')) return;
    if (isGivingUp) {
      leg.sendBye();
      return leg.end({ how: 'cancelled', status: 200 });
    }
    stopWaiting();
    leg.log.note('answered');
    describe(response)
      .then(() => leg.talk(script.speechFile ?? null, script.speakAfterMs ?? defaultSpeakAfterMs))
      .catch(() => hangUp());
  }

  function handleOutcome(outcome: Outcome): void {
    if (outcome === 'lost') return leg.end({ how: 'lost', status: null });
    if (outcome === 'timeout') return leg.end({ how: 'noAnswer', status: null });
    if (outcome.status < 300) return handleAccepted(outcome);
    const headers = identity('ACK').map(([name, value]): SipHeader => [
      name,
      name === 'To' ? (outcome.header('to') ?? to) : value,
    ]);
    leg.connection().send(formatRequest('ACK', binding.contactUri, headers));
    stopWaiting();
    leg.end({ how: isGivingUp ? 'cancelled' : 'refused', status: outcome.status });
  }

  function stopWaiting(): void {
    if (patience !== null) clearTimeout(patience);
  }

  function hangUp(): void {
    if (leg.isOver()) return;
    if (!leg.log.hasHappened('answered')) return giveUp();
    leg.sendBye();
    leg.end({ how: 'citizenHungUp', status: null });
  }

  async function invite(): Promise<void> {
    const body = await leg.media.createOffer('sendrecv');
    const headers = [
      ...identity('INVITE'),
      ['Contact', contactOf(deps)] as const,
      ...scriptHeaders(script, deps.domain),
      sdpContent,
    ];
    const text = formatRequest('INVITE', binding.contactUri, headers, body);
    patience = setTimeout(giveUp, script.patienceMs ?? defaultPatienceMs);
    deps.exchange.send(leg.connection(), {
      branch,
      method: 'INVITE',
      text,
      onProvisional: handleProvisional,
      onOutcome: handleOutcome,
    });
  }

  invite().catch(() => leg.end({ how: 'lost', status: null }));
  void leg.log.ended.then(stopWaiting);
  const call = leg.face({
    direction: 'toAgent',
    dialled: script.to,
    ticketNo: script.ticketNo ?? null,
    hangUp,
  });
  return { leg, call };
}

function callerOf(script: CitizenScript, domain: string): string {
  if (script.fromNumber === null) return '"Anonymous" <sip:anonymous@anonymous.invalid>';
  const name =
    script.displayName === undefined ? '' : `"${script.displayName.replace(/["\\]/g, '')}" `;
  return `${name}<sip:${encodeURIComponent(script.fromNumber)}@${domain}>`;
}

function scriptHeaders(script: CitizenScript, domain: string): SipHeader[] {
  const headers: SipHeader[] = [['Allow', allowedMethods]];
  if (script.fromNumber === null) headers.push(['Privacy', 'id']);
  if (script.assertedNumber !== undefined) {
    headers.push([
      'P-Asserted-Identity',
      `<sip:${encodeURIComponent(script.assertedNumber)}@${domain}>`,
    ]);
  }
  if (script.queue !== undefined) headers.push(['X-Queue', script.queue]);
  if (script.queueWaitMs !== undefined)
    headers.push(['X-Queue-Wait-Ms', String(script.queueWaitMs)]);
  if (script.ticketNo !== undefined)
    headers.push(ticketHeader(script.ticketNo, script.ticketHeader ?? 'X-Ticket-No'));
  return headers;
}

function ticketHeader(ticketNo: string, name: 'X-Ticket-No' | 'User-to-User'): SipHeader {
  if (name === 'X-Ticket-No') return [name, ticketNo];
  return [name, `${Buffer.from(ticketNo, 'utf8').toString('hex')};encoding=hex`];
}
