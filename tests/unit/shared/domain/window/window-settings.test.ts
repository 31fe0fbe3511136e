import { describe, expect, it } from 'vitest';
import {
  defaultWindowSettings,
  shortcutFault,
  shortcutFaults,
} from '../../../../../src/shared/domain/window/window-settings.ts';

describe('system-wide keys', () => {
  it('are good as they come', () => {
    expect(shortcutFaults(defaultWindowSettings.shortcuts)).toEqual({});
  });

  it.each(['Control+Alt+J', 'F8', 'Shift+F9', 'Super+PageUp', 'Control+Shift+1'])(
    'takes %s',
    (accelerator) => {
      expect(shortcutFault(accelerator)).toBeNull();
    },
  );

  it.each([
    ['J', 'noModifier'],
    ['Shift+J', 'noModifier'],
    ['Control+Space', 'notAKey'],
    ['Control+Shift', 'notAKey'],
    ['Control+Control+J', 'notAKey'],
    ['Hyper+J', 'notAKey'],
    ['', 'notAKey'],
    ['F5', 'reserved'],
    ['F12', 'reserved'],
    ['Alt+F4', 'reserved'],
    ['Control+Alt+F2', 'reserved'],
    ['Control+Alt+Delete', 'notAKey'],
  ])('refuses %j as %s', (accelerator, fault) => {
    expect(shortcutFault(accelerator)).toBe(fault);
  });

  it('refuses one key for two acts', () => {
    const shortcuts = { ...defaultWindowSettings.shortcuts, mute: 'F8', hold: 'F8' };
    expect(shortcutFaults(shortcuts)).toEqual({ mute: 'twice', hold: 'twice' });
  });

  it.each([
    ['Alt+F10', 'reserved'],
    ['Control+Alt+F2', 'reserved'],
    ['Shift+Alt+F2', null],
    ['F10', null],
    ['Shift+F11', 'reserved'],
    ['Alt+F', null],
    ['F1x', 'notAKey'],
  ] as const)('judges %s as %s', (accelerator, fault) => {
    expect(shortcutFault(accelerator)).toBe(fault);
  });
});
