import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLogFile } from '../../../../src/shared/node/log-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-file-'));
  file = join(folder, 'desk.log');
});
afterEach(() => rmSync(folder, { recursive: true }));

const line = (count: number) => `${String(count).padStart(9, '0')}\n`;

describe('a log file', () => {
  it('keeps the newest lines in order, bounded by size and by count', () => {
    const log = openLogFile(file, { maxBytes: 50, older: 2 });
    for (let count = 0; count < 100; count += 1) log.write(line(count));
    log.close();
    expect(readdirSync(folder).toSorted()).toEqual(['desk.1.log', 'desk.2.log', 'desk.log']);
    const kept = ['desk.2.log', 'desk.1.log', 'desk.log']
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('');
    expect(kept).toBe(Array.from({ length: 15 }, (_none, at) => line(85 + at)).join(''));
  });

  it('goes on with what an earlier run wrote, for this account alone', () => {
    writeFileSync(file, line(1), { mode: 0o644 });
    const log = openLogFile(file, { maxBytes: 50, older: 2 });
    log.write(line(2));
    expect(readFileSync(file, 'utf8')).toBe(line(1) + line(2));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('stays bounded when the full one cannot be renamed', () => {
    const log = openLogFile(file, { maxBytes: 50, older: 1 });
    // A folder that is not empty is in the way, as a file that another program holds is on Windows.
    mkdirSync(join(folder, 'desk.1.log', 'x'), { recursive: true });
    for (let count = 0; count < 100; count += 1) log.write(line(count));
    expect(statSync(file).size).toBeLessThanOrEqual(50);
    expect(readFileSync(file, 'utf8')).toContain(line(99));
  });

  it('never throws, and writes again when it can', () => {
    const log = openLogFile(join(folder, 'later', 'desk.log'), { maxBytes: 50, older: 1 });
    log.write(line(1));
    mkdirSync(join(folder, 'later'));
    log.write(line(2));
    expect(readFileSync(join(folder, 'later', 'desk.log'), 'utf8')).toBe(line(2));
  });
});
