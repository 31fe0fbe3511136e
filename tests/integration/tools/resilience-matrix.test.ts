import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const tests = join(import.meta.dirname, '..', '..');
const rows = [
  ...readFileSync(join(tests, 'resilience', 'README.md'), 'utf8').matchAll(
    /^\| (.+?) \| (.+?) \| `(.+?)` \| (.+?) \| (yes|no) \|$/gm,
  ),
].map(([, fault, outcome, file, name, realMedia]) => ({
  fault: fault ?? '',
  outcome: outcome ?? '',
  realMedia: realMedia === 'yes',
  file: file ?? '',
  name: name ?? '',
}));

/** Where Chromium's own media talk, or a recording is made by it. */
const heardIn = /^(?:lab|e2e|integration\/(?:sip-media|devices|recording))\//;

/** Whether the source declares a test of this name, quoted either way. */
function declares(source: string, name: string): boolean {
  const quoted = [
    `'${name}'`,
    `"${name}"`,
    `\`${name}\``,
    `'${name.replaceAll("'", String.raw`\'`)}'`,
  ];
  return quoted.some((text) => source.includes(text));
}

describe('the resilience matrix', () => {
  it('names for each fault what must happen and a test that exists', () => {
    const missing = rows.filter(({ file, name }) => {
      const path = join(tests, file);
      return !existsSync(path) || !declares(readFileSync(path, 'utf8'), name);
    });
    expect(missing).toEqual([]);
  });

  it('shows each fault of codecs, offers and re-INVITE with real media', () => {
    const ofMedia = rows.filter(({ fault, outcome }) =>
      /codec|offer|re-INVITE|early media|IPv6|without usable audio/i.test(`${fault} ${outcome}`),
    );
    expect(ofMedia.length).toBeGreaterThan(10);
    expect(ofMedia.filter(({ realMedia }) => !realMedia)).toEqual([]);
    const fake = rows.filter(({ realMedia, file }) => realMedia && !heardIn.test(file));
    expect(fake.map(({ file }) => file)).toEqual([]);
  });

  it('covers the faults of signalling, PBX and PC of the list', () => {
    const faults = rows.map(({ fault }) => fault).join('\n');
    for (const id of ['R11', 'R12', 'R13', 'R14', 'R18', 'R19', 'R20', 'R21', 'R22', 'R23'])
      expect(faults).toContain(id);
    expect(rows.length).toBeGreaterThan(60);
  });
});
