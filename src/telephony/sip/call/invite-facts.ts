import { isTicketNo } from '../../../shared/domain/tickets/ticket-no.ts';
import { cleanLine, clip } from '../../../shared/clean-text.ts';
import { type HeadersOf, readCaller, readIdentity } from './identity.ts';
import { percentDecoded, readUserToUser } from './user-to-user.ts';

/** What an INVITE says about a call, in the words of `PhoneEvent`. Lengths fit `callViewSchema`. */
export interface InviteFacts {
  readonly rawNumber: string;
  readonly displayName: string;
  readonly lineName: string;
  readonly ticketNo: string | null;
  readonly queuedMs: number | null;
  readonly secondPathMs?: number | undefined;
  readonly rawHandedOverBy?: string | undefined;
}

/** First value of a header of the INVITE, as written. */
export type HeaderOf = (name: string) => string | undefined;

/**
 * Reads who calls and what the PBX says about the call: `P-Asserted-Identity` (RFC 3325) before `From`, who handed the
 * call over from `Referred-By` (RFC 3892), the ticket from
 * `X-Ticket-No` or `User-to-User`, the queue from `X-Queue` and `X-Queue-Wait-Ms`.
 */
export function readInviteFacts(
  header: HeaderOf,
  headers: HeadersOf = (name) => [header(name)].filter((value) => value !== undefined),
): InviteFacts {
  const handedOverBy = readIdentity(header('Referred-By') ?? '').rawNumber;
  const waited = header('X-Queue-Wait-Ms')?.trim() ?? '';
  const secondPath = header('X-Hotline-Second-Path')?.trim() ?? '';
  return {
    ...readCaller(headers),
    lineName: clip(clean(percentDecoded(header('X-Queue') ?? '')), 80),
    ticketNo: ticketNoOf(header),
    queuedMs: /^\d{1,9}$/.test(waited) ? Number(waited) : null,
    ...(/^\d{1,3}$/.test(secondPath) ? { secondPathMs: Number(secondPath) * 1000 } : {}),
    ...(handedOverBy === '' ? {} : { rawHandedOverBy: handedOverBy }),
  };
}

/** The PBX's test extension calls back to prove that this desk can be rung: nobody's call. */
export function isTestRing(header: HeaderOf): boolean {
  return header('X-Hotline-Test-Ring')?.trim() === '1';
}

/** The ticket that a message of the PBX names; `null` when it names none. */
export function ticketNoOf(header: HeaderOf): string | null {
  const named = clean(header('X-Ticket-No') ?? '');
  if (isTicketNo(named)) return named;
  const userToUser = header('User-to-User');
  const text = userToUser === undefined ? null : readUserToUser(userToUser);
  return text !== null && isTicketNo(text) ? text : null;
}

function clean(text: string): string {
  return cleanLine(text).trim();
}
