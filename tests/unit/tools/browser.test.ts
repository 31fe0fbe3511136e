import { describe, expect, it } from 'vitest';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasDisplay, prepareProfile, sandboxSwitches } from '../../../tools/browser.ts';

describe('browser windows', () => {
  it('need a display on Linux only', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('win32', {})).toBe(true);
  });

  it('forget which pages were open, and keep the rest of their profile', () => {
    const folder = mkdtempSync(join(tmpdir(), 'profile-'));
    try {
      mkdirSync(join(folder, 'Default', 'Sessions'), { recursive: true });
      writeFileSync(join(folder, 'Default', 'Sessions', 'Session_1'), 'what stood there');
      writeFileSync(join(folder, 'Default', 'Preferences'), '{"kept":true}');
      prepareProfile(folder);
      expect(existsSync(join(folder, 'Default', 'Sessions'))).toBe(false);
      expect(existsSync(join(folder, 'Default', 'Preferences'))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('keep their sandbox for everybody but root', () => {
    expect(sandboxSwitches(0)).toEqual(['--no-sandbox']);
    expect(sandboxSwitches(1000)).toEqual([]);
    expect(sandboxSwitches(undefined)).toEqual([]);
  });
});
