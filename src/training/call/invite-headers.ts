import { type SipHeader, allowedMethods } from '../sip/sip-text.ts';
import type { CitizenScript } from './training-call.ts';

/** From value of a citizen's call, without a tag; a withheld number is written as RFC 3323 §4.1.1.3 asks. */
export function callerOf(script: CitizenScript, domain: string): string {
  if (script.fromNumber === null) return '"Anonymous" <sip:anonymous@anonymous.invalid>';
  const quoted = script.displayName?.replace(/["\\]/g, '');
  const name = quoted === undefined ? '' : `"${quoted}" `;
  return `${name}<${addressOf(script.fromNumber, domain)}>`;
}

/** What the PBX tells about a call beside who calls: identity, line, waiting time, ticket. */
export function scriptHeaders(script: CitizenScript, domain: string): SipHeader[] {
  const { fromNumber, assertedNumber, queue, queueWaitMs, ticketNo } = script;
  const headers: SipHeader[] = [['Allow', allowedMethods]];
  if (fromNumber === null) headers.push(['Privacy', 'id']);
  if (assertedNumber !== undefined) {
    headers.push(['P-Asserted-Identity', `<${addressOf(assertedNumber, domain)}>`]);
  }
  if (script.testRing) headers.push(['X-Hotline-Test-Ring', '1']);
  if (queue !== undefined) headers.push(['X-Queue', queue]);
  if (queueWaitMs !== undefined) headers.push(['X-Queue-Wait-Ms', String(queueWaitMs)]);
  if (ticketNo !== undefined) headers.push(ticketHeader(ticketNo, script.ticketHeader));
  return headers;
}

function addressOf(number: string, domain: string): string {
  return `sip:${encodeURIComponent(number).replace('%2B', '+')}@${domain}`;
}

function ticketHeader(ticketNo: string, name: CitizenScript['ticketHeader']): SipHeader {
  if (name !== 'User-to-User') return ['X-Ticket-No', ticketNo];
  return [name, `${Buffer.from(ticketNo, 'utf8').toString('hex')};encoding=hex`];
}
