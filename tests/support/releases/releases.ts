import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { sourcePlaces } from '../host/desk-host.ts';
import { openDesk } from './release-desk.ts';
import { openHub } from './release-hub.ts';
import type { ReleaseDesk, ReleaseDeskOptions, ReleaseHub, ReleaseHubOptions } from './release.ts';

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'released');

/** Desk and hub of one release, to be opened over any data. */
export interface Release {
  readonly name: string;
  openHub(options: ReleaseHubOptions): Promise<ReleaseHub>;
  openDesk(
    options: Omit<ReleaseDeskOptions, 'storeWorker' | 'migrationsDirectory'>,
  ): Promise<ReleaseDesk>;
}

/** This release, from its sources. */
export const today: Release = {
  name: 'today',
  openHub,
  openDesk: (options) => openDesk({ ...options, ...sourcePlaces }),
};

interface ReleaseFacts {
  readonly name: string;
  /** ISO 8601, UTC; empty for the first, which does not say it. */
  readonly frozenAt: string;
  /** `contractNumber` of its programs. */
  readonly contract: number;
}

const factsSchema = z.object({ frozenAt: z.string(), contract: z.int() });

function factsOf(name: string): ReleaseFacts {
  const file = join(folder, name, 'release.json');
  if (!existsSync(file)) return { name, frozenAt: '', contract: 0 };
  return { name, ...factsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) };
}

/** The releases that were frozen, oldest first. */
export const releases: readonly ReleaseFacts[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.endsWith('.unfinished'))
  .map(({ name }) => factsOf(name))
  .toSorted((a, b) => (a.frozenAt < b.frozenAt ? -1 : 1));
export const releaseNames = releases.map(({ name }) => name);

/** A release as it was given out. */
export async function frozen(name: string): Promise<Release> {
  const at = (file: string) => pathToFileURL(join(folder, name, file)).href;
  const hub: { openHub: typeof openHub } = await import(at('hub.mjs'));
  const desk: { openDesk: typeof openDesk } = await import(at('desk.mjs'));
  return {
    name,
    openHub: (options) =>
      hub.openHub({ ...options, lookWorker: new URL(at('segment-look-worker.mjs')) }),
    openDesk: (options) =>
      desk.openDesk({
        ...options,
        storeWorker: new URL(at('store-worker.mjs')),
        migrationsDirectory: join(folder, name, 'migrations'),
      }),
  };
}

/** One of a release's texts. */
export function frozenText(name: string, file: string): string {
  return readFileSync(join(folder, name, file), 'utf8');
}

/** Folders of a hub and a desk, empty or with what a release has left in them. */
export interface ReleaseData {
  readonly dataFolder: string;
  readonly directory: string;
  remove(): void;
}

export function releaseData(name: string | null = null): ReleaseData {
  const data = mkdtempSync(join(tmpdir(), 'release-test-'));
  const [dataFolder, directory] = [join(data, 'hub'), join(data, 'desk')];
  if (name === null) for (const each of [dataFolder, directory]) mkdirSync(each);
  else
    for (const each of ['hub', 'desk'])
      cpSync(join(folder, name, each), join(data, each), { recursive: true });
  return {
    dataFolder,
    directory,
    remove: () => rmSync(data, { recursive: true, force: true }),
  };
}
