import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareDemoPlace } from '../../../../tools/demo/demo-place.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hotline-place-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('prepareDemoPlace', () => {
  it('takes away what an earlier demo left, and nothing else', () => {
    mkdirSync(join(folder, 'data', 'hub'), { recursive: true });
    for (const name of [
      '07-ready.png',
      'demo-report.json',
      'recording.ogg',
      'notes.txt',
      'mine.png',
    ]) {
      writeFileSync(join(folder, name), 'old');
    }
    prepareDemoPlace(folder);
    expect(readdirSync(folder).toSorted()).toEqual(['data', 'logs', 'mine.png', 'notes.txt']);
    expect(existsSync(join(folder, 'data', 'hub'))).toBe(false);
  });

  it('writes a configuration for this hub and this account', () => {
    const place = prepareDemoPlace(join(folder, 'new'));
    const account = {
      serverUrl: 'ws://127.0.0.1:1/ws',
      domain: 'd',
      extension: '8001',
      secret: 's',
    };
    place.writeDeskConfig('http://127.0.0.1:2', account);
    const config: unknown = JSON.parse(readFileSync(join(place.deskData, 'desk.json'), 'utf8'));
    expect(config).toEqual({ hub: { url: 'http://127.0.0.1:2' }, pbx: account, desk: { port: 0 } });
  });
});
