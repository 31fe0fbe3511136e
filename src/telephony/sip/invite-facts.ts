import { isTicketNo } from '../../shared/domain/ticket-no.ts';
import { cleanLine, clip } from '../../shared/clean-text.ts';
import { percentDecoded, readUserToUser } from './user-to-user.ts';

/** What an INVITE says about a call, in the words of `PhoneEvent`. Lengths fit `callViewSchema`. */
export interface InviteFacts {
  readonly rawNumber: string;
  readonly displayName: string;
  readonly lineName: string;
  readonly ticketNo: string | null;
  readonly queuedMs: number | null;
  readonly secondPathMs?: number | undefined;
}

/** First value of a header of the INVITE, as written. */
export type HeaderOf = (name: string) => string | undefined;

/**
 * Reads who calls and what the PBX says about the call: `P-Asserted-Identity` (RFC 3325) before `From`, the ticket from
 * `X-Ticket-No` or `User-to-User`, the queue from `X-Queue` and `X-Queue-Wait-Ms`.
 */
export function readInviteFacts(header: HeaderOf): InviteFacts {
  const asserted = header('P-Asserted-Identity');
  const from = header('From') ?? '';
  const identity = asserted && userOf(asserted) !== '' ? asserted : from;
  const rawNumber = isAnonymous(identity) ? '' : userOf(identity);
  const displayName = displayNameOf(identity);
  const waited = header('X-Queue-Wait-Ms')?.trim() ?? '';
  const secondPath = header('X-Hotline-Second-Path')?.trim() ?? '';
  return {
    rawNumber: clip(rawNumber, 128),
    displayName: rawNumber === '' || displayName === rawNumber ? '' : clip(displayName, 80),
    lineName: clip(clean(percentDecoded(header('X-Queue') ?? '')), 80),
    ticketNo: ticketNoOf(header),
    queuedMs: /^\d{1,9}$/.test(waited) ? Number(waited) : null,
    ...(/^\d{1,3}$/.test(secondPath) ? { secondPathMs: Number(secondPath) * 1000 } : {}),
  };
}

/** The PBX's test extension calls back to prove that this desk can be rung: nobody's call. */
export function isTestRing(header: HeaderOf): boolean {
  return header('X-Hotline-Test-Ring')?.trim() === '1';
}

function ticketNoOf(header: HeaderOf): string | null {
  const named = clean(header('X-Ticket-No') ?? '');
  if (isTicketNo(named)) return named;
  const userToUser = header('User-to-User');
  const text = userToUser === undefined ? null : readUserToUser(userToUser);
  return text !== null && isTicketNo(text) ? text : null;
}

/** User part of the first URI: `"Name" <sip:19900000123@pbx>;tag=1` → `19900000123`, `<tel:+8627…>` → `+8627…`. */
function userOf(identity: string): string {
  const match = /(?:sips?|tel):([^@;>,\s?]+)(?:;[^@>\s]*)?(@?)/i.exec(
    identity.replace(/^\s*"(?:[^"\\]|\\.)*"/, ''),
  );
  if (!match) return '';
  const isTel = /tel:/i.test(match[0]);
  return isTel || match[2] === '@' ? clean(percentDecoded(match[1] ?? '')) : '';
}

function displayNameOf(identity: string): string {
  const quoted = /^\s*"((?:[^"\\]|\\.)*)"/.exec(identity)?.[1];
  const name =
    quoted === undefined ? (/^([^<]*)</.exec(identity)?.[1] ?? '') : quoted.replace(/\\(.)/g, '$1');
  // What could not be decoded is no name.
  return name.includes('\uFFFD') ? '' : clean(name);
}

/** RFC 3323 §4.1: withheld callers come as `sip:anonymous@anonymous.invalid`; PBXs also write other words. */
function isAnonymous(identity: string): boolean {
  return (
    /anonymous\.invalid/i.test(identity) ||
    /^(anonymous|unknown|unavailable|private|restricted)$/i.test(userOf(identity))
  );
}

function clean(text: string): string {
  return cleanLine(text).trim();
}
