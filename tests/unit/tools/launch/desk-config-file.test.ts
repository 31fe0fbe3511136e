import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseHub } from '../../../../tools/launch/desk-config-file.ts';

let folder: string;
const read = () => readFileSync(join(folder, 'desk.json'), 'utf8');
const write = (text: string) => writeFileSync(join(folder, 'desk.json'), text);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hotline-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('chooseHub', () => {
  it('takes the embedded hub where none is named, and writes no address of it', () => {
    expect(chooseHub(folder)).toBe('embedded');
    write('{"pbx":{"domain":"pbx.example"}}');
    expect(chooseHub(folder)).toBe('embedded');
    expect(JSON.parse(read())).toEqual({ pbx: { domain: 'pbx.example' } });
  });

  it('takes the fixed address of an earlier release out of the file and keeps what else is there', () => {
    write('{"hub":{"url":"http://127.0.0.1:17821"},"pbx":{"domain":"pbx.example"}}');
    expect(chooseHub(folder)).toBe('embedded');
    expect(JSON.parse(read())).toEqual({ pbx: { domain: 'pbx.example' } });
  });

  it('leaves a configured hub and an unreadable file as they are', () => {
    write('{"hub":{"url":"https://hub.example"}}');
    expect(chooseHub(folder)).toBe('configured');
    for (const text of ['not json', '[]', '{"hub":{}}']) {
      write(text);
      expect(chooseHub(folder)).toBe('unreadable');
      expect(read()).toBe(text);
    }
  });
});
