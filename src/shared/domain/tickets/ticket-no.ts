/**
 * A ticket number as it is given, typed into a command or written into a SIP header: `SW20260612-1003-002`. Letters,
 * digits, `.`, `_` and `-` only, 3 to 40 of them: nothing that could end a header line (RFC 3261 §25.1), climb a path or
 * turn the reading direction. Numbers kept before this rule stay readable; they are sent to nobody.
 */
export const ticketNoPattern = /^[0-9A-Za-z][0-9A-Za-z._-]{2,39}$/;

export function isTicketNo(text: string): boolean {
  return ticketNoPattern.test(text);
}

/** The number as a command or a header may carry it: an odd one from before the rule stays behind. */
export function sendableTicketNo(ticketNo: string | null): string | null {
  return ticketNo !== null && isTicketNo(ticketNo) ? ticketNo : null;
}

/** Day of a ticket number, `yyyymmdd` in China's one time zone (UTC+8, no summer time). */
export function shanghaiDay(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
}

/** `SW20260612-1003-002`: day, agent, count of the agent's day. Unique without asking the hub. */
export function formatTicketNo(day: string, workNo: string, count: number): string {
  return `SW${day}-${workNo}-${String(count).padStart(3, '0')}`;
}

/** `SW20260612-0147`: day and count of the hub's day, for tickets that no desk has opened. */
export function hubTicketNo(day: string, count: number): string {
  return `SW${day}-${String(count).padStart(4, '0')}`;
}
