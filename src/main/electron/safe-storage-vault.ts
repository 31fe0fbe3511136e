import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { KeyVault } from '../host/host-core.ts';
import { readTextIfThere, writeFileDurably } from '../../shared/node/durable-file.ts';
import type { ElectronApi } from './electron-api.ts';

export interface SafeStorageVaultDeps {
  readonly safeStorage: ElectronApi['safeStorage'];
  readonly platform: NodeJS.Platform;
  readonly dataDirectory: string;
}

/**
 * The desk key, sealed by the operating system (DPAPI, Keychain, Secret Service) for this account. On Linux without a
 * keyring Electron would fall back to `basic_text`, a fixed password: that is refused with `recording.keyUnavailable`.
 * A sealed key that cannot be opened is kept as it is, never replaced. After `ready` only.
 */
export function createSafeStorageVault({
  safeStorage,
  platform,
  dataDirectory,
}: SafeStorageVaultDeps): KeyVault {
  const file = join(dataDirectory, 'desk.key.sealed');
  return {
    async deskKey() {
      const unsafe = whyUnsafe(safeStorage, platform);
      if (unsafe !== null) throw new AppError('recording.keyUnavailable', { detail: unsafe });
      try {
        const kept = readTextIfThere(file);
        if (kept !== null) return parseKey(safeStorage.decryptString(Buffer.from(kept, 'base64')));
        const key = randomBytes(32);
        writeFileDurably(file, safeStorage.encryptString(key.toString('hex')).toString('base64'));
        return key;
      } catch (cause) {
        throw cause instanceof AppError
          ? cause
          : new AppError('recording.keyUnavailable', { cause });
      }
    },
  };
}

function whyUnsafe(
  safeStorage: ElectronApi['safeStorage'],
  platform: NodeJS.Platform,
): string | null {
  if (!safeStorage.isEncryptionAvailable()) return 'the system seals nothing for this account';
  if (platform !== 'linux') return null;
  const backend = safeStorage.getSelectedStorageBackend();
  return backend === 'basic_text' || backend === 'unknown' ? `key store ${backend}` : null;
}

function parseKey(hex: string): Uint8Array {
  const key = Buffer.from(hex, 'hex');
  if (key.length !== 32)
    throw new AppError('recording.keyUnavailable', { detail: 'desk.key.sealed is not 32 bytes' });
  return key;
}
