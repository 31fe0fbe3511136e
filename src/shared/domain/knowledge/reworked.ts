import type { Ticket } from '../tickets/ticket.ts';
import type { Complaints } from './complaints.ts';

type Reworked = Complaints['reworked'][number];

/** Of so many tickets the number is shown. */
const mostShown = 10;

/** 这条答复引起重办: what tickets that had to be handled again cite, by entry and version, the most frequent first. A ticket counts once. */
export function reworkedCitations(
  tickets: readonly Pick<Ticket, 'ticketNo' | 'openedAt' | 'citations' | 'work'>[],
): Reworked[] {
  const found = new Map<string, Reworked>();
  const again = tickets
    .filter(({ work }) => (work?.reworks ?? 0) > 0)
    .toSorted((a, b) => b.openedAt - a.openedAt);
  for (const { ticketNo, citations } of again)
    for (const { entryId, entryNo, version, title } of citations) {
      const key = `${entryId} ${version}`;
      const known = found.get(key) ?? { entryId, entryNo, version, title, count: 0, ticketNos: [] };
      if (known.ticketNos.includes(ticketNo)) continue;
      const ticketNos = [...known.ticketNos, ticketNo];
      found.set(key, { ...known, count: ticketNos.length, ticketNos });
    }
  return [...found.values()]
    .toSorted((a, b) => b.count - a.count || (a.entryNo < b.entryNo ? -1 : 1))
    .map((one) => ({ ...one, ticketNos: one.ticketNos.slice(0, mostShown) }));
}
