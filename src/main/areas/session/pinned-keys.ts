import { AppError } from '../../../shared/app-error.ts';
import type { HubKeys } from '../../../shared/contract/session/schemas.ts';
import { hubKeyFingerprint, isSameFingerprint } from '../../../shared/node/hub-key-fingerprint.ts';

/**
 * Throws `hub.keyChanged` unless these are the keys that this desk may seal recordings to: those that IT has named by
 * fingerprint, else those that it has learned at its first sign-in, else, at that sign-in, any.
 */
export function checkHubKeys(
  offered: HubKeys,
  known: { readonly learned: HubKeys | null; readonly confirmed: string | null },
): void {
  const found = fingerprintOf(offered);
  const wanted = known.confirmed ?? (known.learned && fingerprintOf(known.learned));
  if (wanted === null || (found !== '' && isSameFingerprint(found, wanted))) return;
  throw new AppError('hub.keyChanged', { detail: `found ${found}` });
}

/** Empty when these are no keys at all. */
function fingerprintOf(keys: HubKeys): string {
  try {
    return hubKeyFingerprint(keys);
  } catch {
    return '';
  }
}
