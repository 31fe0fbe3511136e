import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** As long as the host takes the token in it. */
const lifeMs = 30_000;

/**
 * Writes a page that goes on to a launch URL, readable by its owner only, and returns its `file:` URL. Other accounts of the PC
 * can read every program's arguments, but not this file. It is gone when the token is.
 */
export function writeLaunchFile(folder: string, launchUrl: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'open.html');
  rmSync(file, { force: true });
  const target = launchUrl.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const text = `<!doctype html><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${target}">\n`;
  writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  setTimeout(() => rmSync(file, { force: true }), lifeMs).unref();
  return pathToFileURL(file).href;
}
