import { existsSync } from 'node:fs';
import { aptInstall, aptUnavailable } from './apt.ts';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Path of an installed Chromium, Chrome or Edge; `HOTLINE_CHROMIUM` names another. `null` when there is none. */
export function findChromium(): string | null {
  const named = process.env['HOTLINE_CHROMIUM'];
  if (named !== undefined) return existsSync(named) ? named : null;
  return places.find((path) => existsSync(path)) ?? null;
}

/**
 * Path of a browser, after installing Debian's Chromium where there is none. Throws with what to do where we cannot.
 * `announce` gets one line per step, `log` the output of apt-get.
 */
export async function ensureChromium(
  announce: (line: string) => void,
  log: (text: string) => void,
): Promise<string> {
  const found = findChromium();
  if (found !== null) return found;
  const why = aptUnavailable();
  if (why !== null) {
    throw new Error(
      `no Chromium, Chrome or Edge here and we cannot install one (${why}): install one and run this again`,
    );
  }
  announce('installing Chromium (apt-get install chromium) …');
  // Fonts: without them Chinese text is boxes in the screenshots.
  await aptInstall(['chromium', 'fonts-noto-cjk'], log);
  const installed = findChromium();
  if (installed === null) throw new Error('apt-get installed chromium but it is not at its place');
  return installed;
}
