import { existsSync } from 'node:fs';

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
