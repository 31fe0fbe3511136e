import { verify } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { receiptText } from '../../shared/recording/receipt-text.ts';
import { createNodeSegmentFs, errnoOf } from '../../shared/node/segment-fs.ts';
import { unwrapKeyForHub } from '../../shared/node/segment-key.ts';
import type { HubStore } from '../storage/hub-store.ts';
import type { StoredSegment } from '../storage/recordings-repository.ts';
import { checkStored, type StoredFault } from './check-stored.ts';
import type { HubKeyRing } from './hub-keys.ts';

/** What is wrong with the archive at `path` (below the archive folder). */
export interface ArchiveFault {
  readonly fault: StoredFault | 'receiptWrong' | 'keyUnusable' | 'unknownFile';
  readonly path: string;
  readonly recordingId: string | null;
  readonly segment: number | null;
}

export interface VerifyProgress {
  readonly done: number;
  readonly total: number;
  readonly bytes: number;
}

/**
 * Reads the whole archive again and gives each file that is not what was received: missing, unreadable, changed, with a
 * wrong receipt, with a key the hub cannot open, or known to no row. Only reads, and may run beside a running hub: a file on
 * its way into the archive is no fault.
 */
export async function* verifyArchive(
  deps: {
    readonly store: Pick<HubStore, 'recordings'>;
    readonly keys: HubKeyRing;
    readonly archiveFolder: string;
  },
  onProgress: (progress: VerifyProgress) => void,
): AsyncGenerator<ArchiveFault, void, undefined> {
  const { store, keys, archiveFolder } = deps;
  const rows = await store.recordings.allSegments();
  let bytes = 0;
  for (const [index, row] of rows.entries()) {
    const { path, recordingId, segment } = row;
    for (const fault of await faultsOf(row, { keys, archiveFolder }))
      yield { fault, path, recordingId, segment };
    bytes += row.byteLength;
    onProgress({ done: index + 1, total: rows.length, bytes });
  }
  const files = await filesIn(archiveFolder);
  // Asked last: what was stored meanwhile has its row by now.
  const known = new Set((await store.recordings.allSegments()).map(({ path }) => path));
  for (const path of files) {
    if (known.has(path) || (await isUnderWay(join(archiveFolder, path)))) continue;
    yield { fault: 'unknownFile', path, recordingId: null, segment: null };
  }
}

async function faultsOf(
  row: StoredSegment,
  { keys, archiveFolder }: { readonly keys: HubKeyRing; readonly archiveFolder: string },
): Promise<readonly ArchiveFault['fault'][]> {
  const inFile = await fileFault(join(archiveFolder, row.path), row);
  return [
    ...(inFile === null ? [] : [inFile]),
    ...(isReceiptRight(row, keys) ? [] : (['receiptWrong'] as const)),
    ...(isKeyUsable(row, keys) ? [] : (['keyUnusable'] as const)),
  ];
}

async function fileFault(path: string, row: StoredSegment): Promise<StoredFault | null> {
  try {
    const handle = await createNodeSegmentFs().openForReading(path);
    try {
      const found = await checkStored(handle, row);
      return typeof found === 'string' ? found : null;
    } finally {
      await handle.close();
    }
  } catch (error) {
    return errnoOf(error) === 'ENOENT' ? 'missing' : 'unreadable';
  }
}

function isReceiptRight({ receipt, ...row }: StoredSegment, { shared }: HubKeyRing): boolean {
  const isOfRow =
    receipt.segment === row.segment &&
    receipt.byteLength === row.byteLength &&
    receipt.sha256 === row.sha256 &&
    receipt.keyId === shared.receiptKeyId;
  const text = Buffer.from(receiptText(receipt));
  const signature = Buffer.from(receipt.signature, 'base64');
  return isOfRow && verify(null, text, shared.receiptPublicKeyPem, signature);
}

function isKeyUsable({ wrappedKey }: StoredSegment, { wrapPrivateKeyPem }: HubKeyRing): boolean {
  try {
    unwrapKeyForHub(wrappedKey, wrapPrivateKeyPem);
    return true;
  } catch {
    return false;
  }
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}

/** An upload has its second name here before its row; it still has its first one then. */
async function isUnderWay(path: string): Promise<boolean> {
  try {
    return (await stat(path)).nlink > 1;
  } catch {
    return true;
  }
}
