import { cleanLine, clip } from '../../clean-text.ts';
import { departmentView } from './department-view.ts';
import { type Reader, mayReadTicket } from './ticket-audience.ts';
import type { Ticket } from './ticket.ts';
import type { Attachment, AttachmentType } from './ticket-work.ts';

/** Longest file, in bytes. */
export const longestAttachment = 20 * 1024 * 1024;
/** Files that one act may bring. */
export const mostAttachments = 10;
/** A file travels in pieces of so many bytes; the last one may be shorter. */
export const attachmentPiece = 192 * 1024;

/** How long the piece at this byte of a file is; `null` = no piece begins there. */
export function pieceLength(byteLength: number, at: number): number | null {
  if (at % attachmentPiece !== 0 || at >= byteLength) return null;
  return Math.min(attachmentPiece, byteLength - at);
}

/** The end of a file's name, by what is in it. */
export const attachmentEndings: Readonly<Record<AttachmentType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/amr': 'amr',
  'video/mp4': 'mp4',
  'text/plain': 'txt',
};

/** Shown where it stands; everything else is saved to be looked at. */
export function isShownImage(mediaType: AttachmentType): boolean {
  return ['image/jpeg', 'image/png', 'image/webp'].includes(mediaType);
}

/** Characters that a path, a shell or Windows reads as something else. */
const unsafe = /[\\/:*?"<>|%]/g;

/** Devices of Windows, with any ending (learn.microsoft.com, Naming Files): to write there writes no file. */
const device = /^(?=(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?:\.|$))/i;

/**
 * The name under which a file is shown and saved: without a path, at most 80 characters, and with the ending of what is in it:
 * `a.bat` that is text becomes `a.bat.txt`.
 */
export function attachmentName(typed: string, mediaType: AttachmentType): string {
  const ending = attachmentEndings[mediaType];
  const plain = cleanLine(typed.normalize('NFC'))
    .replaceAll(unsafe, '_')
    .replaceAll(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const isSame = plain.toLowerCase().endsWith(`.${ending}`) || isJpeg(plain, ending);
  const stem = isSame ? plain.slice(0, plain.lastIndexOf('.')) : plain;
  const kept = clip(stem.trim().replace(device, '_'), 70).trim();
  return `${kept === '' ? '附件' : kept}.${ending}`;
}

const isJpeg = (name: string, ending: string) => ending === 'jpg' && /\.jpeg$/i.test(name);

/** What has not been withdrawn. */
export function attachmentsOf({ work }: Pick<Ticket, 'work'>): readonly Attachment[] {
  return (work?.attachments ?? []).filter(({ removedAt }) => removedAt === undefined);
}

/** The attachment, when this person may read its ticket and see it there: a department its own and what the desk marked for it. Else `null`. */
export function attachmentFor(
  reader: Reader,
  ticket: Ticket,
  attachmentId: string,
): Attachment | null {
  if (!mayReadTicket(reader, ticket)) return null;
  const found = attachmentsOf(ticket).find((one) => one.attachmentId === attachmentId) ?? null;
  if (reader.role !== 'department') return found;
  const told = departmentView(ticket, reader.departmentId ?? '')?.attachments ?? [];
  return told.some((one) => one.attachmentId === attachmentId) ? found : null;
}
