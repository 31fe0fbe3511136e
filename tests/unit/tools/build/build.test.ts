import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBuilt } from '../../../../tools/build/build.ts';

const hash = 'a1b2c3d4e5f60718'.repeat(4);
let dist: string;

beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), 'hotline-dist-'));
  const files = {
    '.built-from': hash,
    'renderer/build-id.txt': 'a1b2c3d4e5f60718\n',
    'renderer/desk/index.html': '',
    'renderer/phone/index.html': '',
    'renderer/department/index.html': '',
    'renderer/officer/index.html': '',
    'electron/main.js': '',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dist, path)), { recursive: true });
    writeFileSync(join(dist, path), text);
  }
});
afterEach(() => rmSync(dist, { recursive: true }));

describe('isBuilt', () => {
  it('holds for results of exactly these sources', () => {
    expect(isBuilt(dist, hash)).toBe(true);
    expect(isBuilt(dist, 'f'.repeat(64))).toBe(false);
  });

  it('sees that pages were deleted, or come from another build than their id says', () => {
    writeFileSync(join(dist, 'renderer', 'build-id.txt'), 'another\n');
    expect(isBuilt(dist, hash)).toBe(false);
    rmSync(join(dist, 'renderer'), { recursive: true });
    expect(isBuilt(dist, hash)).toBe(false);
  });
});
