import { createHash } from 'node:crypto';
import type { ZipWriter } from '@zip.js/zip.js';
import { AppError } from '../../../shared/app-error.ts';
import type { FolderOrder } from '../../../shared/contract/exports/schemas.ts';
import { shanghaiTime } from '../../../shared/domain/tickets/course-note.ts';
import { mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import { listCallsOfTicket } from '../calls/list-calls.ts';
import { hubDepartments } from '../office/hub-rules.ts';
import type { SignedIn } from '../session/authenticate.ts';
import {
  type FolderFile,
  type FolderGap,
  type FolderMissing,
  type FolderItem,
  type FolderSubject,
  type OpenFolderSound,
  folderGaps,
  folderItems,
} from './folder-items.ts';
import { ticketHtml } from './ticket-html.ts';
import type { ExportDeps, ExportedFile } from './write-sheet-export.ts';
import { piecesOf, streamOf } from './zip-pieces.ts';

/** Of what `ticket.json` and `manifest.json` hold; one more whenever a reader would have to change. */
const folderVersion = 1;

export interface FolderDeps extends ExportDeps {
  readonly openSound: OpenFolderSound;
}

/**
 * One ticket as a zip file that is made while it is read: its recordings, `ticket.json`, `ticket.html` for people, and
 * `manifest.json` last, with the hash of each file and what is missing. Throws `ticket.notFound`, `export.cut`.
 */
export async function openFolderExport(
  deps: FolderDeps,
  { ticketId, reason }: FolderOrder,
  signedIn: SignedIn,
): Promise<ExportedFile> {
  const { store, clock, signal, onProgress } = deps;
  const [ticket] = await store.tickets.list([ticketId]);
  if (!ticket || !mayReadTicket(signedIn.user, ticket)) throw new AppError('ticket.notFound');
  const { items: calls } = await listCallsOfTicket(store, signedIn, ticketId);
  const departments = await hubDepartments(store);
  const at = clock.now();
  const by = `工号 ${signedIn.user.workNo}`;
  const files: FolderFile[] = [];
  const missing: FolderMissing[] = [];
  const total = 3 + calls.filter(({ call }) => call.recordingId !== null).length;
  const fill = async (zip: ZipWriter<unknown>) => {
    const add = async (file: Bytes) => {
      if (signal.aborted) throw new AppError('export.cut');
      files.push(await addFile(zip, file));
      await onProgress({ done: Math.min(files.length, total), total });
    };
    for await (const item of folderItems({ ...deps, signedIn }, calls)) {
      if (item.kind === 'missing') missing.push(missingOf(item));
      else await addSubject(item, add);
    }
    const about = { at: shanghaiTime(at), by, reason };
    const json = {
      format: 'hotline-ticket',
      version: folderVersion,
      exportedAt: at,
      ticket,
      calls,
    };
    await add({ path: 'ticket.json', mediaType: 'application/json', pieces: text(json) });
    const html = ticketHtml({ ticket, calls, at, about, files, missing, departments });
    await add({ path: 'ticket.html', mediaType: 'text/html', pieces: [Buffer.from(html)] });
    const manifest = {
      format: 'hotline-ticket-manifest',
      version: folderVersion,
      ticketId,
      ticketNo: ticket.ticketNo,
      exportedAt: at,
      exportedBy: signedIn.user.workNo,
      reason,
      files: [...files],
      missing,
    };
    await add({ path: 'manifest.json', mediaType: 'application/json', pieces: text(manifest) });
  };
  await onProgress({ done: 0, total });
  return {
    fileName: `工单-${ticket.ticketNo.replaceAll(/[^\w-]/g, '_')}.zip`,
    pieces: piecesOf(fill),
    rows: () => files.length,
  };
}

interface Bytes {
  readonly path: string;
  readonly mediaType: string;
  readonly pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  readonly subject?: FolderSubject;
  readonly flaw?: FolderGap;
}

async function addSubject(
  item: Extract<FolderItem, { kind: 'file' }>,
  add: (file: Bytes) => Promise<void>,
): Promise<void> {
  const { path, mediaType, subject, flaw } = item;
  try {
    await add({ path, mediaType, subject, pieces: item.pieces(), ...(flaw ? { flaw } : {}) });
  } finally {
    await item.close();
  }
}

/** Adds a file and tells what was really written. */
async function addFile(zip: ZipWriter<unknown>, { pieces, ...facts }: Bytes): Promise<FolderFile> {
  const hash = createHash('sha256');
  let byteLength = 0;
  async function* counted(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const piece of pieces) {
      hash.update(piece);
      byteLength += piece.byteLength;
      yield piece;
    }
  }
  // Sound is as small as it gets.
  const level = facts.mediaType.startsWith('audio/') ? 0 : 6;
  await zip.add(facts.path, streamOf(counted()), { level });
  return { ...facts, byteLength, sha256: hash.digest('hex') };
}

function missingOf({
  subject,
  reason,
  code,
}: Extract<FolderItem, { kind: 'missing' }>): FolderMissing {
  return { subject, reason, words: folderGaps[reason], code };
}

function text(value: object): Buffer[] {
  return [Buffer.from(`${JSON.stringify(value, null, 2)}\n`)];
}
