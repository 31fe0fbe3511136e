import { coverOf } from '../../../shared/domain/tickets/officer-view.ts';
import { isConfidential } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { CityWords } from '../city/city-reports.ts';
import { stateReports } from '../city/linkage-reports.ts';

/**
 * What Smart Water is told of a change of the ticket of its event: that we took it, that we do not, and what came of it. Names and numbers are
 * covered; of a confidential ticket it is told how far it is, and no word.
 */
export function waterReports(before: Ticket | null, now: Ticket): readonly CityWords[] {
  const cover = isConfidential(now) ? () => '' : coverOf(now);
  return stateReports(before, now).map((words) => {
    if (words.kind === 'notAccepted') return { ...words, reason: cover(words.reason) };
    if (words.kind !== 'resultSubmitted') return words;
    return { ...words, reply: cover(words.reply), handling: cover(words.handling) };
  });
}
