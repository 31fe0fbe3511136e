import { beforeEach, describe, expect, it } from 'vitest';
import type { PasswordHasher } from '../../../../../src/main/host/host-core.ts';
import { silentLogger } from '../../../../support/silent-logger.ts';
import { createOfflineSignIn } from '../../../../../src/main/areas/session/offline-sign-in.ts';
import type { StoreApi } from '../../../../../src/main/storage/store-client.ts';
import { errorCodeOf } from '../../../../../src/shared/app-error.ts';

const day = 24 * 3_600_000;
const user = {
  userId: '00000000-0000-4000-8000-000000000001',
  workNo: '1001',
  displayName: '坐席',
  role: 'agent' as const,
};

const metaOver = (kept: Map<string, string>): StoreApi['meta'] => ({
  getMeta: async (key) => kept.get(key) ?? null,
  setMeta: async (key, value) => void kept.set(key, value),
  removeMeta: async (key) => void kept.delete(key),
  metaKeys: async (prefix) => [...kept.keys()].filter((key) => key.startsWith(prefix)),
});
const plainHasher: PasswordHasher = {
  hash: async (password) => `hash of ${password}`,
  verify: async (hash, password) => hash === `hash of ${password}`,
};

describe('a password kept by the release before, without a date', () => {
  let kept: Map<string, string>;
  let now: number;
  /** As after each start of the host. */
  const start = async () => {
    const offline = createOfflineSignIn({
      logger: silentLogger,
      meta: metaOver(kept),
      hasher: plainHasher,
      clock: { now: () => now, monotonicMs: () => now },
    });
    await offline.dateOld();
    return offline;
  };
  const outcome = async (workNo = '1001', password = 'right') => {
    const offline = await start();
    return offline.verify({ workNo, password }).then(() => 'in', errorCodeOf);
  };
  beforeEach(() => {
    now = Date.UTC(2026, 10, 26);
    const old = { user, hash: 'hash of right', failures: 0, lockedUntil: 0 };
    kept = new Map([
      ['verifier:1001', JSON.stringify(old)],
      ['verifier:1002', JSON.stringify(old)],
      ['session', 'something else'],
    ]);
  });

  it('opens the desk for seven days from the first start, and not from each look at it', async () => {
    await start();
    now += 6 * day;
    expect(await outcome()).toBe('in');
    now += 2 * day;
    expect(await outcome()).toBe('hub.offlineExpired');
    expect(await outcome('1002')).toBe('hub.offlineExpired');
  });

  it('ages too when nobody touches it', async () => {
    await start();
    now += 8 * day;
    expect(await outcome()).toBe('hub.offlineExpired');
  });

  it('does not begin anew with a wrong password, nor while locked', async () => {
    for (let count = 0; count < 5; count += 1) await outcome('1001', 'wrong');
    now += 60_000;
    expect(await outcome()).toBe('hub.accountLocked');
    now += 8 * day;
    expect(await outcome()).toBe('hub.offlineExpired');
  });

  it('leaves what has its date as it is', async () => {
    const offline = await start();
    await offline.remember({ workNo: '1003', password: 'right' }, user);
    const dated = kept.get('verifier:1003');
    now += day;
    await start();
    expect(kept.get('verifier:1003')).toBe(dated);
    expect(kept.get('session')).toBe('something else');
  });
});

describe('a password kept for the hub’s absence', () => {
  it('opens the desk forty times, and then not before the hub has accepted it again', async () => {
    const kept = new Map<string, string>();
    const offline = createOfflineSignIn({
      logger: silentLogger,
      meta: metaOver(kept),
      hasher: plainHasher,
      clock: { now: () => 1_000_000, monotonicMs: () => 0 },
    });
    const credentials = { workNo: '1001', password: 'right' };
    await offline.remember(credentials, user);
    const outcome = () => offline.verify(credentials).then(() => 'in', errorCodeOf);
    for (let use = 0; use < 40; use += 1) expect(await outcome()).toBe('in');
    expect(await outcome()).toBe('hub.offlineExpired');
    await offline.remember(credentials, user);
    expect(await outcome()).toBe('in');
  });
});
