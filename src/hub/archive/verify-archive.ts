import { verify } from 'node:crypto';
import { lstat, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { receiptText } from '../../shared/recording/receipt-text.ts';
import { createNodeSegmentFs, errnoOf } from '../../shared/node/segment-fs.ts';
import { unwrapKeyForHub } from '../../shared/node/segment-key.ts';
import type { SegmentFile } from '../../shared/node/segment-reader.ts';
import type { HubStore } from '../storage/hub-store.ts';
import type { StoredSegment } from '../areas/recordings/recordings-repository.ts';
import { checkStored, isKeyOf, type RecordingOfFile, type StoredFault } from './check-stored.ts';
import type { HubKeyRing } from './hub-keys.ts';

/** What is wrong with the archive at `path` (below the archive folder). */
export interface ArchiveFault {
  readonly fault:
    | StoredFault
    | 'receiptWrong'
    | 'linked'
    | 'unknownFile'
    /** The audit knows that it came, and no row does any more; `path` is the recording's id. */
    | 'rowMissing';
  readonly path: string;
  readonly recordingId: string | null;
  readonly segment: number | null;
}

export interface VerifyProgress {
  readonly done: number;
  readonly total: number;
  readonly bytes: number;
}

interface VerifyDeps {
  readonly store: Pick<HubStore, 'recordings' | 'audit'>;
  readonly keys: HubKeyRing;
  readonly archiveFolder: string;
  /** Where uploads have their first name. */
  readonly incomingFolder: string;
}

/**
 * Reads the whole archive again and gives each file that is not what was received: missing, unreadable, changed, of another
 * call or agent than it is kept under, a link to somewhere else, with a wrong receipt, with a key that does not open it, or
 * known to no row; and each segment that came and has lost its row. Only reads, and may run beside a running hub: a file on
 * its way into the archive is no fault.
 */
export async function* verifyArchive(
  deps: VerifyDeps,
  onProgress: (progress: VerifyProgress) => void,
): AsyncGenerator<ArchiveFault, void, undefined> {
  const { store } = deps;
  // Asked first: what is stored meanwhile has more rows then, and not fewer.
  const uploaded = await store.audit.uploaded();
  const rows = await store.recordings.allSegments();
  let bytes = 0;
  for (const [index, row] of rows.entries()) {
    const { path, recordingId, segment } = row;
    for (const fault of await faultsOf(row, deps)) yield { fault, path, recordingId, segment };
    bytes += row.byteLength;
    onProgress({ done: index + 1, total: rows.length, bytes });
  }
  for (const recordingId of lostSegments(uploaded, rows))
    yield { fault: 'rowMissing', path: recordingId, recordingId, segment: null };
  for (const path of await unknownFiles(deps))
    yield { fault: 'unknownFile', path, recordingId: null, segment: null };
}

async function unknownFiles({ store, ...folders }: VerifyDeps): Promise<readonly string[]> {
  const known = async () => new Set((await store.recordings.allSegments()).map(({ path }) => path));
  const files = await filesIn(folders.archiveFolder);
  // Asked after the files: what was stored meanwhile has its row by now.
  const before = await known();
  const strange: string[] = [];
  for (const path of files)
    if (!before.has(path) && !(await isUnderWay(path, folders))) strange.push(path);
  // And once more: an upload loses its first name as soon as it has its row.
  const after = strange.length > 0 ? await known() : before;
  return strange.filter((path) => !after.has(path));
}

async function faultsOf(
  row: StoredSegment,
  { store, keys, archiveFolder }: VerifyDeps,
): Promise<readonly ArchiveFault['fault'][]> {
  const recording = await store.recordings.get(row.recordingId);
  const path = join(archiveFolder, row.path);
  const inFile = await fileFaults(path, { row, recording, keys });
  return [
    ...inFile,
    ...((await isLink(path)) ? (['linked'] as const) : []),
    ...(isReceiptRight(row, keys) ? [] : (['receiptWrong'] as const)),
  ];
}

async function fileFaults(
  path: string,
  stored: {
    readonly row: StoredSegment;
    readonly recording: RecordingOfFile;
    readonly keys: HubKeyRing;
  },
): Promise<readonly StoredFault[]> {
  const { row, recording, keys } = stored;
  const unusable = ['keyUnusable'] as const;
  const key = keyOf(row, keys);
  try {
    const handle = await createNodeSegmentFs().openForReading(path);
    try {
      const file = await checkStored(handle, row, recording);
      if (typeof file === 'string') return key === null ? [file, ...unusable] : [file];
      return key !== null && (await opens(file, key)) ? [] : unusable;
    } finally {
      await handle.close();
    }
  } catch (error) {
    const fault = errnoOf(error) === 'ENOENT' ? 'missing' : 'unreadable';
    return key === null ? [fault, ...unusable] : [fault];
  }
}

function keyOf({ wrappedKey }: StoredSegment, { wrapPrivateKeyPem }: HubKeyRing) {
  try {
    return unwrapKeyForHub(wrappedKey, wrapPrivateKeyPem);
  } catch {
    return null;
  }
}

/** A close frame that nobody can read was written with this key all the same. */
function opens(file: SegmentFile, key: Uint8Array): Promise<boolean> {
  return isKeyOf(file, key).catch(() => true);
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch {
    return false;
  }
}

function isReceiptRight({ receipt, ...row }: StoredSegment, { shared }: HubKeyRing): boolean {
  const isOfRow =
    receipt.segment === row.segment &&
    receipt.byteLength === row.byteLength &&
    receipt.sha256 === row.sha256 &&
    receipt.storedAt === row.storedAt &&
    receipt.keyId === shared.receiptKeyId;
  const text = Buffer.from(receiptText(receipt));
  const signature = Buffer.from(receipt.signature, 'base64');
  return isOfRow && verify(null, text, shared.receiptPublicKeyPem, signature);
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}

/** An upload has its second name here before its row; it still has its first one then, in the folder of uploads. */
async function isUnderWay(
  path: string,
  { archiveFolder, incomingFolder }: Pick<VerifyDeps, 'archiveFolder' | 'incomingFolder'>,
): Promise<boolean> {
  const inode = await inodeOf(join(archiveFolder, path));
  if (inode === null) return true;
  // A restored archive may have no such folder.
  const uploads = await readdir(incomingFolder).catch(() => []);
  for (const name of uploads)
    if ((await inodeOf(join(incomingFolder, name))) === inode) return true;
  return false;
}

/** `null` = the file is gone. */
async function inodeOf(path: string): Promise<bigint | null> {
  try {
    return (await lstat(path, { bigint: true })).ino;
  } catch {
    return null;
  }
}

/**
 * Recordings of which fewer segments are kept than came, once for each one that is gone. `uploaded` is what the audit says:
 * a row is written there in the same transaction as the segment's own, and neither is ever taken away by the hub.
 */
function lostSegments(
  uploaded: ReadonlyMap<string, number>,
  kept: readonly Pick<StoredSegment, 'recordingId'>[],
): readonly string[] {
  const left = new Map(uploaded);
  for (const { recordingId } of kept) left.set(recordingId, (left.get(recordingId) ?? 0) - 1);
  return [...left].flatMap(([recordingId, lost]) =>
    Array.from({ length: Math.max(0, lost) }, () => recordingId),
  );
}
