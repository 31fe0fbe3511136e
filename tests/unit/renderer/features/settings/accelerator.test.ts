import { describe, expect, it } from 'vitest';
import {
  acceleratorOf,
  acceleratorWords,
} from '../../../../../src/renderer/features/settings/accelerator.ts';

const press = (
  code: string,
  key: string,
  held: Partial<Parameters<typeof acceleratorOf>[0]> = {},
) =>
  acceleratorOf({
    code,
    key,
    ctrlKey: false,
    altKey: false,
    shiftKey: false,
    metaKey: false,
    ...held,
  });

describe('accelerators', () => {
  it('are read from the place of the key, whatever sign an input method makes of it', () => {
    expect(press('KeyJ', 'Process', { ctrlKey: true, altKey: true })).toBe('Control+Alt+J');
    expect(press('Digit1', '！', { ctrlKey: true, shiftKey: true })).toBe('Control+Shift+1');
    expect(press('F8', 'F8')).toBe('F8');
  });

  it('wait for more while only modifiers are down', () => {
    expect(press('ControlLeft', 'Control', { ctrlKey: true })).toBeNull();
  });

  it('are shown as keyboards say it', () => {
    expect(acceleratorWords('Control+Alt+J')).toBe('Ctrl+Alt+J');
  });
});
