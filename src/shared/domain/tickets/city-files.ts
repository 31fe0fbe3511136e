import { clip } from '../../clean-text.ts';
import { attachmentsOf, mostAttachments } from './attachments.ts';
import { type EventContext, stepEvent } from './course-event.ts';
import { isConfidential } from './ticket-audience.ts';
import type { Ticket } from './ticket.ts';
import { type AttachedFile, type Attachment, type AttachmentType, noWork } from './ticket-work.ts';

/**
 * What can leave the house: of pictures a copy without place, time and camera is made. Of HEIC, sound and film none can be made here, so
 * they stay.
 */
const leaving: readonly AttachmentType[] = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'text/plain',
];

/**
 * Attachments that may be chosen to go to the city: of departments, and of the desk those that it has shown to departments. What the desk
 * has kept for itself is internal, what the city has sent it has. `[]` for tickets of others.
 */
export function mayGoToCity(ticket: Ticket): readonly Attachment[] {
  if (ticket.source !== 'cityPlatform' || !ticket.work?.city) return [];
  return attachmentsOf(ticket).filter(
    ({ departmentId, isForDepartment, fromCity, mediaType }) =>
      fromCity === undefined &&
      (departmentId !== undefined || isForDepartment === true) &&
      leaving.includes(mediaType),
  );
}

/** Chosen before anybody chooses: what the department has brought that reported last. Of a confidential ticket nothing. */
export function chosenForCity(ticket: Ticket): readonly Attachment[] {
  if (isConfidential(ticket)) return [];
  const { results = [], assignment } = ticket.work ?? {};
  const ofWhom = results.at(-1)?.departmentId ?? assignment?.leadId;
  const theirs = mayGoToCity(ticket).filter(
    ({ departmentId }) => departmentId !== undefined && departmentId === ofWhom,
  );
  return theirs.slice(-mostAttachments);
}

/**
 * The ticket with files that the city has sent, each once, however often it comes. Its departments see them, unless it is confidential.
 * `refused` = lines on files that were not taken. Pure; the ticket's revision is whose change this goes with.
 */
export function withFilesOfCity(
  ticket: Ticket,
  {
    files,
    refused,
  }: { readonly files: readonly AttachedFile[]; readonly refused: readonly string[] },
  context: EventContext,
): Ticket {
  const work = ticket.work ?? noWork;
  const known = new Set(
    (work.attachments ?? []).flatMap(({ fromCity, sha256 }) => (fromCity ? [sha256] : [])),
  );
  const fresh = files.filter(({ sha256 }) => !known.has(sha256) && known.add(sha256));
  if (fresh.length === 0 && refused.length === 0) return ticket;
  const mark = isConfidential(ticket) ? {} : { isForDepartment: true as const };
  const added = fresh.map((file) => ({
    ...file,
    forWhat: 'form' as const,
    at: context.at,
    byWorkNo: '',
    fromCity: true as const,
    ...mark,
  }));
  const whose = ticket.source === 'linkage110' ? '110 联动' : '市级平台';
  const lines = [
    fresh.length === 0 ? '' : `${whose}附件：${namesOf(fresh)}`,
    refused.length === 0 ? '' : `${whose}附件未收：${clip(refused.join('；'), 400)}`,
  ].filter((line) => line !== '');
  const line = stepEvent('attach', lines, context);
  return {
    ...ticket,
    work: { ...work, attachments: [...(work.attachments ?? []), ...added] },
    course: [...ticket.course, line],
  };
}

const namesOf = (files: readonly AttachedFile[]) =>
  clip(files.map(({ fileName }) => fileName).join('、'), 400);
