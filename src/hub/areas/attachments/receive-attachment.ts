import { createHash, randomUUID } from 'node:crypto';
import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import { mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import {
  attachmentPiece,
  longestAttachment,
  pieceLength,
} from '../../../shared/domain/tickets/attachments.ts';
import type { AttachmentType } from '../../../shared/domain/tickets/ticket-work.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';
import type { AttachmentFiles } from './attachment-files.ts';
import type { StoredAttachment } from './attachments-repository.ts';
import { fileTypeOf } from './file-type.ts';

export interface AttachmentDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly attachments: AttachmentFiles;
}

/** Of one person in 24 hours, whatever becomes of the files. */
const attachmentQuota = { files: 100, bytes: 300 * 1024 * 1024 } as const;
export const dayMs = 24 * 3_600_000;
/** So much stays free for the database and the recordings. */
export const keptFreeBytes = 1024 * 1024 * 1024;
/** What nobody has attached by then is let go. */
const unusedMs = 7 * dayMs;

export interface Arrived {
  readonly nextByte: number;
  readonly mediaType: AttachmentType | null;
}

const arrivedOf = ({ received, mediaType }: StoredAttachment): Arrived => ({
  nextByte: received,
  mediaType,
});

/** Announces a file; the same announcement again tells how far it has come. Throws as the contract says. */
export async function beginAttachment(
  deps: AttachmentDeps,
  { user }: SignedIn,
  asked: Pick<StoredAttachment, 'attachmentId' | 'ticketId' | 'byteLength' | 'sha256'>,
): Promise<Arrived> {
  const { store, clock, attachments } = deps;
  const known = await store.attachments.get(asked.attachmentId);
  if (known) {
    const isSame =
      known.userId === user.userId &&
      known.ticketId === asked.ticketId &&
      known.byteLength === asked.byteLength &&
      known.sha256 === asked.sha256;
    if (!isSame) throw new AppError('input.invalid');
    if (known.refusedAt !== null) throw new AppError('attachment.notFound');
    return arrivedOf(known);
  }
  await checkTicket(deps, user, asked.ticketId);
  if (asked.byteLength > longestAttachment) throw new AppError('attachment.tooLong');
  const now = clock.now();
  const brought = await store.attachments.broughtSince(user.userId, now - dayMs);
  const isTooMuch =
    brought.count >= attachmentQuota.files ||
    brought.bytes + asked.byteLength > attachmentQuota.bytes;
  if (isTooMuch) throw new AppError('attachment.quota');
  if ((await attachments.freeBytes()) - asked.byteLength < keptFreeBytes)
    throw new AppError('upload.hubDiskFull');
  await store.attachments.insert({
    ...asked,
    userId: user.userId,
    createdAt: now,
    received: 0,
    fileId: randomUUID(),
    ...attachments.newKey(),
    mediaType: null,
    attachedAt: null,
    refusedAt: null,
  });
  return { nextByte: 0, mediaType: null };
}

/** Takes the next piece; the last one has the file judged. Throws as the contract says. */
export async function putPiece(
  deps: AttachmentDeps,
  signedIn: SignedIn,
  {
    attachmentId,
    at,
    bytes,
  }: { readonly attachmentId: string; readonly at: number; readonly bytes: Buffer },
): Promise<Arrived> {
  const { store } = deps;
  const row = await store.attachments.get(attachmentId);
  const isTheirs = row?.userId === signedIn.user.userId && row.refusedAt === null;
  if (!row || !isTheirs) throw new AppError('attachment.notFound');
  const isWhole = row.received === row.byteLength;
  if (row.mediaType !== null || (!isWhole && at !== row.received)) return arrivedOf(row);
  if (!isWhole) {
    if (bytes.byteLength !== pieceLength(row.byteLength, at)) throw new AppError('input.invalid');
    await deps.attachments.write(row, at, bytes);
    const received = at + bytes.byteLength;
    await store.attachments.arrived(attachmentId, received, null);
    if (received < row.byteLength) return { nextByte: received, mediaType: null };
  }
  return judge(deps, signedIn, row);
}

/** What is not what was announced, or nothing that may be attached, is gone when this throws. */
async function judge(
  deps: AttachmentDeps,
  signedIn: SignedIn,
  row: StoredAttachment,
): Promise<Arrived> {
  const { store, clock } = deps;
  const { attachmentId, byteLength, ticketId } = row;
  const { bytes, sha256 } = await readWhole(deps, row);
  const mediaType = sha256 === row.sha256 ? fileTypeOf(bytes) : null;
  const code =
    mediaType === null ? (sha256 === row.sha256 ? 'attachment.type' : 'upload.hashMismatch') : null;
  const entry = { action: 'attachmentStored', subjectId: ticketId, code } as const;
  await store.audit.appendOrCount({ at: clock.now(), ...entry, ...auditFacts(signedIn) });
  if (mediaType === null || code !== null) {
    await deps.attachments.remove(row);
    await store.attachments.refused(attachmentId, clock.now());
    throw new AppError(code ?? 'attachment.type');
  }
  await store.attachments.arrived(attachmentId, byteLength, mediaType);
  return { nextByte: byteLength, mediaType };
}

async function letGo(deps: AttachmentDeps, row: StoredAttachment): Promise<void> {
  await deps.attachments.remove(row);
  await deps.store.attachments.remove(row.attachmentId);
}

/** A file of another system's message belongs to that until its ticket is known: a message that waits keeps it. */
async function isWaitedFor({ store }: AttachmentDeps, { ticketId }: StoredAttachment) {
  return (await store.exchanges.get(ticketId))?.state === 'waiting';
}

/** Lets go what was announced a week ago and no act has named. */
export async function letGoUnused(deps: AttachmentDeps): Promise<void> {
  const rows = await deps.store.attachments.unusedBefore(deps.clock.now() - unusedMs);
  for (const row of rows) if (!(await isWaitedFor(deps, row))) await letGo(deps, row);
}

/** All of it in memory: at most `longestAttachment`. Throws `attachment.damaged`. */
export async function readWhole(
  { attachments }: Pick<AttachmentDeps, 'attachments'>,
  row: StoredAttachment,
): Promise<{ readonly bytes: Buffer; readonly sha256: string }> {
  const pieces: Buffer[] = [];
  for (let at = 0; at < row.byteLength; at += attachmentPiece)
    pieces.push(await attachments.read(row, at));
  const bytes = Buffer.concat(pieces);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function checkTicket({ store }: AttachmentDeps, user: User, ticketId: string): Promise<void> {
  const ticket = await store.tickets.get(ticketId);
  if (!ticket || !mayReadTicket(user, ticket)) throw new AppError('ticket.notFound');
}
