import { describe, expect, it } from 'vitest';
import { builderArgs } from '../../../../tools/packaging/builder-args.ts';

describe('builderArgs', () => {
  it('makes installers for the system at hand and publishes nothing', () => {
    const facts = { electronFolder: null, directoryOnly: false } as const;
    expect(builderArgs({ ...facts, platform: 'win32' })).toEqual(['--win', '--publish=never']);
    expect(builderArgs({ ...facts, platform: 'linux' })).toEqual(['--linux', '--publish=never']);
  });

  it('uses the Electron that is already there, and may leave out the installer', () => {
    expect(
      builderArgs({ platform: 'linux', electronFolder: '/opt/electron', directoryOnly: true }),
    ).toEqual(['--linux', '--dir', '--publish=never', '--config.electronDist=/opt/electron']);
  });

  it('makes none for a system without installers of ours', () => {
    expect(
      builderArgs({ platform: 'darwin', electronFolder: null, directoryOnly: false }),
    ).toBeNull();
  });
});
