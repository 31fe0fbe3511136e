import { attachmentsOf } from '../../../shared/domain/tickets/attachments.ts';
import type { Application, AttachedFile } from '../../../shared/domain/tickets/ticket-work.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { CityReport } from './city-platform.ts';

type Said<R> = R extends unknown ? Omit<R, 'exchangeId' | 'cityNo' | 'ticketNo' | 'at'> : never;
/** A report without what every report has. */
export type CityWords = Said<CityReport>;

/**
 * What the city is to be told of a change of a ticket, in the order in which it is to hear it. Follows from the two states alone, so
 * that whatever changes a ticket tells the city. `[]` for tickets without a city number.
 */
export function cityReports(before: Ticket | null, now: Ticket): readonly CityWords[] {
  if (now.source !== 'cityPlatform' || !now.work?.city || !before) return [];
  const entered = (state: Ticket['state']) => now.state === state && before.state !== state;
  const { cityReturn } = now.work;
  const reports: CityWords[] = [];
  if (before.state === 'awaitingSignIn' && entered('screening'))
    reports.push({ kind: 'signed', byWorkNo: now.course.at(-1)?.byWorkNo ?? '' });
  if (entered('returnPending') && cityReturn) {
    const { reason, suggestedOwner } = cityReturn;
    reports.push({ kind: 'returnAsked', reason, suggestedOwner });
  }
  const wasAtCity = new Set(atCity(before).map(({ applicationId }) => applicationId));
  for (const application of atCity(now))
    if (!wasAtCity.has(application.applicationId)) reports.push(submitted(application));
  if (entered('submittedToCity')) reports.push({ ...resultOf(now), ...filesOf(now) });
  return reports;
}

/** What was chosen when the reply was written, as long as it is on the ticket. */
function filesOf(ticket: Ticket): { readonly files?: readonly AttachedFile[] } {
  const chosen = ticket.work?.reply?.cityFiles ?? [];
  const files = attachmentsOf(ticket)
    .filter(({ attachmentId }) => chosen.includes(attachmentId))
    .map(({ attachmentId, fileName, mediaType, byteLength, sha256 }) => {
      return { attachmentId, fileName, mediaType, byteLength, sha256 };
    });
  return files.length === 0 ? {} : { files };
}

function atCity({ work }: Ticket): readonly Application[] {
  return (work?.applications ?? []).filter(({ state }) => state === 'atCity');
}

function submitted(application: Application): CityWords {
  const { applicationId, what, reason, basis, newDueAt, suggestedOwner } = application;
  const words = { applicationId, what, reason, basis, newDueAt, suggestedOwner };
  return { kind: 'applicationSubmitted', ...words };
}

/** What came of it, as whoever gave it to us is told. */
export function resultOf({ work, answer }: Ticket): CityWords {
  const { reply, results = [], callbacks = [] } = work ?? {};
  const last = results.at(-1);
  const reached = callbacks.findLast(({ contact }) => contact === 'reached');
  return {
    kind: 'resultSubmitted',
    reply: reply?.text ?? answer,
    channel: reply?.channel ?? 'city',
    handling: last ? [last.facts, last.cause, last.action].filter(Boolean).join('\n') : '',
    solved: reached?.solved ?? null,
    satisfaction: reached?.satisfaction ?? null,
  };
}
