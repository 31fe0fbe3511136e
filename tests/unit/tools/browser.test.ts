import { describe, expect, it } from 'vitest';
import { hasDisplay, sandboxSwitches } from '../../../tools/browser.ts';

describe('browser windows', () => {
  it('need a display on Linux only', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('win32', {})).toBe(true);
  });

  it('keep their sandbox for everybody but root', () => {
    expect(sandboxSwitches(0)).toEqual(['--no-sandbox']);
    expect(sandboxSwitches(1000)).toEqual([]);
    expect(sandboxSwitches(undefined)).toEqual([]);
  });
});
