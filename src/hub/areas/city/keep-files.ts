import { createHash, randomUUID } from 'node:crypto';
import { cleanLine, clip } from '../../../shared/clean-text.ts';
import { errorCodeOf } from '../../../shared/app-error.ts';
import type { ExchangeFile, ExchangeSystem } from '../../../shared/domain/city/city-exchange.ts';
import {
  attachmentName,
  attachmentPiece,
  longestAttachment,
} from '../../../shared/domain/tickets/attachments.ts';
import type { AttachedFile, AttachmentType } from '../../../shared/domain/tickets/ticket-work.ts';
import type { Logger } from '../../../shared/logger.ts';
import { fileTypeOf } from '../attachments/file-type.ts';
import { type AttachmentDeps, dayMs, keptFreeBytes } from '../attachments/receive-attachment.ts';
import type { IncomingFile } from './city-platform.ts';
import { fileFaultText } from './tell-files.ts';

/** Of a name or an address, as it is told. */
const longestWords = 500;

/** Of one other system in 24 hours: a day of storm brings hundreds of dispatches, each with a picture or two. */
const quota = { files: 3000, bytes: 3 * 1024 * 1024 * 1024 } as const;

type KeepDeps = AttachmentDeps & { readonly logger: Logger };

/**
 * Judges the files of a message as every upload is judged and keeps, encrypted, what may be attached; of the others nothing but why. They
 * belong to the message (`exchangeId`) until its ticket is known, and to nobody who is signed in.
 */
export async function keepFiles(
  deps: KeepDeps,
  system: ExchangeSystem,
  { exchangeId, files }: { readonly exchangeId: string; readonly files: readonly IncomingFile[] },
): Promise<readonly ExchangeFile[]> {
  const keptFiles: ExchangeFile[] = [];
  for (const file of files) {
    const sha256 = file.bytes && createHash('sha256').update(file.bytes).digest('hex');
    const twice = keptFiles.find((one) => one.state === 'waiting' && one.sha256 === sha256);
    // The same bytes once more in one message are the same file.
    if (!twice || sha256 === null)
      keptFiles.push(await keepFile(deps, system, { exchangeId, file }));
  }
  return keptFiles;
}

async function keepFile(
  deps: KeepDeps,
  system: ExchangeSystem,
  { exchangeId, file }: { readonly exchangeId: string; readonly file: IncomingFile },
): Promise<ExchangeFile> {
  const { bytes } = file;
  // From outside, by whichever way.
  const fileName = clip(cleanLine(file.fileName), longestWords);
  const link = clip(cleanLine(file.link), longestWords);
  const sha256 = bytes && createHash('sha256').update(bytes).digest('hex');
  const byteLength = bytes?.byteLength ?? null;
  const refused = (detail: string): ExchangeFile => {
    return { fileName, mediaType: null, byteLength, sha256, state: 'refused', detail };
  };
  if (link !== '') return refused(`link ${link}`);
  if (file.fault !== null || bytes === null || sha256 === null)
    return refused(file.fault ?? 'unreadable');
  // A name without content: still being copied, or a place holder of a disk in the net.
  if (bytes.byteLength === 0) return refused('empty');
  if (bytes.byteLength > longestAttachment) return refused('tooLong');
  if (file.sha256 !== null && file.sha256 !== sha256) return refused('hash');
  const mediaType = fileTypeOf(bytes);
  if (mediaType === null) return refused('type');
  const noRoom = await noRoomFor(deps, system, bytes.byteLength);
  if (noRoom !== null) return refused(noRoom);
  const kept = { bytes, sha256, mediaType };
  const attachmentId = await stored(deps, system, { exchangeId, kept }).catch((error: unknown) => {
    // The message goes on without it, and says so; it will not come again.
    deps.logger.error(`${system}.fileNotKept`, { code: errorCodeOf(error) });
    return null;
  });
  if (attachmentId === null) return refused('notKept');
  const name = attachmentName(fileName, mediaType);
  const whole = { mediaType, byteLength: bytes.byteLength, sha256, attachmentId };
  return { fileName: name, ...whole, state: 'waiting', detail: '' };
}

interface JudgedFile {
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly mediaType: AttachmentType;
}

/** Writes it, encrypted; gives its id. */
async function stored(
  deps: AttachmentDeps,
  system: ExchangeSystem,
  { exchangeId, kept }: { readonly exchangeId: string; readonly kept: JudgedFile },
): Promise<string> {
  const { bytes, sha256, mediaType } = kept;
  const attachmentId = randomUUID();
  const row = {
    attachmentId,
    ticketId: exchangeId,
    userId: userOf(system),
    createdAt: deps.clock.now(),
    byteLength: bytes.byteLength,
    sha256,
    received: 0,
    fileId: randomUUID(),
    ...deps.attachments.newKey(),
    mediaType: null,
    attachedAt: null,
    refusedAt: null,
  };
  await deps.store.attachments.insert(row);
  for (let at = 0; at < bytes.byteLength; at += attachmentPiece)
    await deps.attachments.write(row, at, bytes.subarray(at, at + attachmentPiece));
  await deps.store.attachments.arrived(attachmentId, bytes.byteLength, mediaType);
  return attachmentId;
}

/** In the place of a person, in the rows of stored files. */
const userOf = (system: ExchangeSystem) => `system:${system}`;

async function noRoomFor(
  { store, clock, attachments }: AttachmentDeps,
  system: ExchangeSystem,
  byteLength: number,
): Promise<'quota' | 'diskFull' | null> {
  const brought = await store.attachments.broughtSince(userOf(system), clock.now() - dayMs);
  if (brought.count >= quota.files || brought.bytes + byteLength > quota.bytes) return 'quota';
  return (await attachments.freeBytes()) - byteLength < keptFreeBytes ? 'diskFull' : null;
}

/** Kept files of a message, as an act would name them. */
export function attachable(files: readonly ExchangeFile[]): readonly AttachedFile[] {
  return files.flatMap(({ attachmentId, fileName, mediaType, byteLength, sha256 }) =>
    attachmentId === undefined || mediaType === null || byteLength === null || sha256 === null
      ? []
      : [{ attachmentId, fileName, mediaType, byteLength, sha256 }],
  );
}

/** Files that were not taken, each with why, for the course. */
export function notTaken(files: readonly ExchangeFile[]): readonly string[] {
  return files.flatMap(({ state, fileName, detail }) =>
    state === 'refused' ? [`${fileName}（${fileFaultText(detail)}）`] : [],
  );
}
