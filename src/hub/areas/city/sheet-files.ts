import { constants, lstat, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { writeFileDurably } from '../../../shared/node/durable-file.ts';
import { z } from 'zod';
import { clip } from '../../../shared/clean-text.ts';
import { longestAttachment } from '../../../shared/domain/tickets/attachments.ts';
import type { CityMapping } from './city-config.ts';
import type { CityEnvelope, IncomingFile, OutgoingFile } from './city-platform.ts';
import { mostNamed, mostOfMessage, textsIn } from './incoming-files.ts';

/** Where files lie, beside the sheets that name them. */
const filesFolder = '附件';

/** A number of the city as the name of a folder: it comes from outside. */
function folderName(cityNo: string): string {
  const plain = cityNo.replaceAll(/[^\p{L}\p{N}_-]/gu, '_');
  return plain === '' ? '_' : plain;
}

/**
 * Lays files into `附件/CITY NUMBER` below `out` and gives their paths from there, in their order. The same file under the same name is
 * there once; another one under a name that is taken gets a number behind it.
 */
export async function layFiles(
  out: string,
  cityNo: string,
  files: readonly OutgoingFile[],
): Promise<readonly string[]> {
  if (files.length === 0) return [];
  const below = [filesFolder, folderName(cityNo)];
  const folder = join(out, ...below);
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const { fileName, bytes } of files)
    paths.push([...below, await layFile(folder, fileName, bytes)].join('/'));
  return paths;
}

async function layFile(folder: string, fileName: string, bytes: Buffer): Promise<string> {
  const { name, ext } = parse(fileName);
  for (let count = 1; ; count += 1) {
    const tried = count === 1 ? `${name}${ext}` : `${name}-${count}${ext}`;
    const there = await readIfThere(join(folder, tried));
    if (there?.equals(bytes)) return tried;
    if (there) continue;
    writeFileDurably(join(folder, tried), bytes);
    return tried;
  }
}

/** `null` = it is not there. */
export async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * The messages of a sheet with the files that they name, which lie in `附件` below `in`. `waits` = one is not there yet and may still come.
 * A name is a name: what has a path in it, or is no ordinary file, is not opened.
 */
export async function withFiles(
  folder: string,
  envelopes: readonly CityEnvelope[],
  {
    mapping,
    isPatient,
    isQuiet,
  }: {
    readonly mapping: CityMapping;
    readonly isPatient: boolean;
    /** Is a file that was written to then no longer being copied? */
    readonly isQuiet: (mtimeMs: number) => boolean;
  },
): Promise<readonly CityEnvelope[] | 'waits'> {
  const head = mapping.fields.files;
  if (head === undefined) return envelopes;
  const filled: CityEnvelope[] = [];
  for (const envelope of envelopes) {
    const files: IncomingFile[] = [];
    const names = textsIn(rowOf(envelope)[head]).slice(0, mostNamed);
    for (const [index, name] of names.entries())
      files.push(
        index < mostOfMessage
          ? await fileNamed(join(folder, filesFolder), name, isQuiet)
          : { ...named(name), fault: 'tooMany' },
      );
    if (isPatient && files.some(({ fault }) => fault === 'notThere')) return 'waits';
    filled.push(files.length === 0 ? envelope : { ...envelope, files });
  }
  return filled;
}

const rowSchema = z.record(z.string(), z.unknown());

const rowOf = ({ raw }: CityEnvelope) => rowSchema.parse(JSON.parse(raw));

async function fileNamed(
  folder: string,
  name: string,
  isQuiet: (mtimeMs: number) => boolean,
): Promise<IncomingFile> {
  const none = named(name);
  if (/^https?:/i.test(name)) return { ...none, link: none.fileName, fault: 'link' };
  if (hasPath(name)) return { ...none, fault: 'path' };
  return { ...none, ...(await readOrdinary(folder, name, isQuiet)) };
}

/** What points elsewhere, also of the folder itself, is not followed: whoever may write here chooses nothing of the hub's machine. */
async function readOrdinary(
  folder: string,
  name: string,
  isQuiet: (mtimeMs: number) => boolean,
): Promise<Pick<IncomingFile, 'bytes' | 'fault'>> {
  if (await pointsElsewhere(folder)) return { bytes: null, fault: 'path' };
  const there = await lstat(join(folder, name)).catch(() => null);
  if (!there || !isQuiet(there.mtimeMs)) return { bytes: null, fault: 'notThere' };
  if (!there.isFile()) return { bytes: null, fault: 'path' };
  if (there.size > longestAttachment) return { bytes: null, fault: 'tooLong' };
  // Should another one have taken its place meanwhile, it is not opened.
  const file = await open(join(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return { bytes: await file.readFile(), fault: null };
  } finally {
    await file.close();
  }
}

async function pointsElsewhere(folder: string): Promise<boolean> {
  const there = await lstat(folder).catch(() => null);
  return there !== null && !there.isDirectory();
}

const named = (name: string) =>
  ({ fileName: clip(name, 500), bytes: null, sha256: null, link: '' }) as const;

const hasPath = (name: string) => name === '.' || name === '..' || /[\\/:\0]/.test(name);

/** Files that a sheet has named go where the sheets go. One that is gone already is put away. */
export async function putAway(
  folder: string,
  names: ReadonlySet<string>,
  stamp: string,
): Promise<void> {
  const done = join(folder, 'done', filesFolder);
  if (await pointsElsewhere(join(folder, 'in', filesFolder))) return;
  if (names.size > 0) await mkdir(done, { recursive: true });
  for (const name of names) {
    if (hasPath(name)) continue;
    await rename(join(folder, 'in', filesFolder, name), join(done, `${stamp}-${name}`)).catch(
      () => undefined,
    );
  }
}
