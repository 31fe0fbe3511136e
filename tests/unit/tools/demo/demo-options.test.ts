import { describe, expect, it } from 'vitest';
import { parseDemoOptions } from '../../../../tools/demo/demo-options.ts';

describe('parseDemoOptions', () => {
  it('shows windows, uses the training PBX and writes to demo-output unless told otherwise', () => {
    expect(parseDemoOptions([], '/desk')).toEqual({
      headless: false,
      pbx: 'training',
      city: false,
      outputFolder: '/desk/demo-output',
    });
    expect(
      parseDemoOptions(['--headless', '--pbx', 'asterisk', '--city', '--output', '/x'], '/desk'),
    ).toEqual({
      headless: true,
      pbx: 'asterisk',
      city: true,
      outputFolder: '/x',
    });
  });

  it('refuses what it does not know', () => {
    expect(() => parseDemoOptions(['--pbx', 'other'], '/desk')).toThrow('training 或 asterisk');
    expect(() => parseDemoOptions(['--headles'], '/desk')).toThrow();
  });
});
