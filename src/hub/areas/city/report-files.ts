import { createHash } from 'node:crypto';
import type { ExchangeFile } from '../../../shared/domain/city/city-exchange.ts';
import { attachmentsOf } from '../../../shared/domain/tickets/attachments.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { AttachedFile } from '../../../shared/domain/tickets/ticket-work.ts';
import { type AttachmentDeps, readWhole } from '../attachments/receive-attachment.ts';
import type { CityReport, OutgoingFile } from './city-platform.ts';
import { cleanCopy } from './clean-copy.ts';

/** A file of a report: its copy as it leaves, or why there is none. */
export type FileAlong =
  | { readonly ok: true; readonly file: OutgoingFile }
  | { readonly ok: false; readonly file: AttachedFile; readonly detail: FileFault };

/** `withdrawn` since it was chosen; `damaged` on the hub's disk; a picture that cannot be cleaned. */
type FileFault = 'withdrawn' | 'damaged' | 'notClean';

/** The files that go with a report, each read, checked against its hash, and cleaned; the originals stay as they are. */
export async function filesAlong(
  deps: Pick<AttachmentDeps, 'store' | 'attachments'>,
  report: CityReport,
  ticketId: string | null,
): Promise<readonly FileAlong[]> {
  if (report.kind !== 'resultSubmitted' || !report.files || report.files.length === 0) return [];
  const ticket = ticketId === null ? null : await deps.store.tickets.get(ticketId);
  const along: FileAlong[] = [];
  for (const file of report.files) along.push(await fileAlong(deps, ticket, file));
  return along;
}

async function fileAlong(
  deps: Pick<AttachmentDeps, 'store' | 'attachments'>,
  ticket: Ticket | null,
  file: AttachedFile,
): Promise<FileAlong> {
  const { attachmentId, fileName, mediaType } = file;
  const isThere =
    ticket !== null && attachmentsOf(ticket).some((one) => one.attachmentId === attachmentId);
  if (!isThere) return { ok: false, file, detail: 'withdrawn' };
  const row = await deps.store.attachments.get(attachmentId);
  const whole = row && (await readWhole(deps, row).catch(() => null));
  if (!whole || whole.sha256 !== file.sha256) return { ok: false, file, detail: 'damaged' };
  const bytes = cleanCopy(mediaType, whole.bytes);
  if (!bytes) return { ok: false, file, detail: 'notClean' };
  return { ok: true, file: { fileId: attachmentId, fileName, mediaType, bytes } };
}

/** What the ledger says of them afterwards: of what left, its own length and hash. */
export function filesTold(
  along: readonly FileAlong[],
  refused: Readonly<Record<string, string>>,
): readonly ExchangeFile[] {
  return along.map((one) => {
    if (!one.ok) {
      const { fileName, mediaType, byteLength, sha256 } = one.file;
      return { fileName, mediaType, byteLength, sha256, state: 'refused', detail: one.detail };
    }
    const { fileId, fileName, mediaType, bytes } = one.file;
    const detail = refused[fileId] ?? null;
    return {
      fileName,
      mediaType,
      byteLength: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      state: detail === null ? 'done' : 'refused',
      detail: detail ?? '',
    };
  });
}
