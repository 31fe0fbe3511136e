import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { developmentBuildId } from '../host/host-core.ts';
import { readTextIfThere } from '../../shared/node/durable-file.ts';

/** Version of the product, from `package.json`. */
export function readVersion(): string {
  const text = readFileSync(resolve(import.meta.dirname, '../../../package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** The id the build wrote beside the pages (`build-id.txt`); the development id when there is none. */
export function readBuildId(pagesDirectory: string): string {
  return readTextIfThere(join(pagesDirectory, 'build-id.txt'))?.trim() || developmentBuildId;
}
