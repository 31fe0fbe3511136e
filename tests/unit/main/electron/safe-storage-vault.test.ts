import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSafeStorageVault } from '../../../../src/main/electron/safe-storage-vault.ts';
import { SafeStorageDouble } from '../../../support/electron-double/electron-double.ts';

let dataDirectory = '';
const safeStorage = () =>
  new SafeStorageDouble() as unknown as Electron.SafeStorage & SafeStorageDouble;

beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'hotline-vault-'));
});
afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }));

const refused = { code: 'recording.keyUnavailable' };

describe('createSafeStorageVault', () => {
  it('makes one key of 32 bytes and gives the same one ever after', async () => {
    const vault = (platform: NodeJS.Platform) =>
      createSafeStorageVault({ safeStorage: safeStorage(), platform, dataDirectory });
    const key = await vault('linux').deskKey();
    expect(key.length).toBe(32);
    expect(await vault('linux').deskKey()).toEqual(key);
    expect(await vault('win32').deskKey()).toEqual(key);
  });

  it.each(['basic_text', 'unknown'] as const)(
    'refuses the Linux key store %s and writes nothing',
    async (backend) => {
      const storage = safeStorage();
      storage.backend = backend;
      const vault = createSafeStorageVault({
        safeStorage: storage,
        platform: 'linux',
        dataDirectory,
      });
      await expect(vault.deskKey()).rejects.toMatchObject(refused);
      expect(() => readFileSync(join(dataDirectory, 'desk.key.sealed'))).toThrow('ENOENT');
    },
  );

  it('refuses where the system seals nothing', async () => {
    const storage = safeStorage();
    storage.available = false;
    await expect(
      createSafeStorageVault({ safeStorage: storage, platform: 'win32', dataDirectory }).deskKey(),
    ).rejects.toMatchObject(refused);
  });

  it('keeps a sealed key that it cannot open, instead of making a new one', async () => {
    const file = join(dataDirectory, 'desk.key.sealed');
    writeFileSync(file, 'bm90IG91cnM=');
    await expect(
      createSafeStorageVault({
        safeStorage: safeStorage(),
        platform: 'linux',
        dataDirectory,
      }).deskKey(),
    ).rejects.toMatchObject(refused);
    expect(readFileSync(file, 'utf8')).toBe('bm90IG91cnM=');
  });
});
