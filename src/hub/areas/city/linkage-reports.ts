import { readNote } from '../../../shared/domain/tickets/course-note.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { CityWords } from './city-reports.ts';
import { resultOf } from './city-reports.ts';

/**
 * What 110 is to be told of a change of a ticket that it has transferred: that we took it, that we do not (it stays theirs, who took
 * the call: domain document 3.2), and what came of it. Follows from the two states alone. `[]` for all other tickets.
 */
export function linkageReports(before: Ticket | null, now: Ticket): readonly CityWords[] {
  return now.work?.linkage ? stateReports(before, now) : [];
}

/** What whoever gave us a demand without being the city is told of a change of its ticket: taken, not taken, and what came of it. */
export function stateReports(before: Ticket | null, now: Ticket): readonly CityWords[] {
  if (!before || before.state === now.state) return [];
  if (now.state === 'notAccepted' || now.state === 'withdrawn')
    return [{ kind: 'notAccepted', reason: reasonOf(now) }];
  if (before.state === 'awaitingSignIn' && now.state === 'screening')
    return [{ kind: 'signed', byWorkNo: now.course.at(-1)?.byWorkNo ?? '' }];
  if (now.state === 'closed') return [resultOf(now)];
  return [];
}

/** What was written when it was not accepted. */
function reasonOf({ course }: Ticket): string {
  const said = readNote(course.at(-1)?.note ?? '');
  return said
    .flatMap((line) =>
      line.kind === 'changed' ? [] : line.kind === 'words' ? line.text : line.value,
    )
    .join('；');
}
