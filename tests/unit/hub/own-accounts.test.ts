import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeOwnAccounts } from '../../../src/hub/own-accounts.ts';
import { demonstrationPassword, seedUsers } from '../../../src/hub/seed/seed-users.ts';
import { disableUser, setUser } from '../../../src/hub/areas/session/set-user.ts';
import { openStore } from '../../../src/hub/open-store.ts';
import { systemClock } from '../../../src/shared/node/system-clock.ts';

const passwords = {
  hash: async (password: string) => `plain:${password}`,
  matches: async (password: string, storedHash: string | null) =>
    storedHash === `plain:${password}`,
};

it('gives no new password to somebody whom IT has disabled: that would let the person in again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'own-accounts-'));
  const store = await openStore(join(folder, 'hub.db'));
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const deps = { store, clock: systemClock, passwords };
  for (const user of seedUsers().filter(({ workNo }) => ['1007', '1008'].includes(workNo)))
    await setUser(deps, { ...user, password: demonstrationPassword });
  await disableUser(deps, '1008');
  const file = join(folder, 'hub-accounts.txt');
  expect(await makeOwnAccounts(deps, file)).toEqual(['1007']);
  expect(readFileSync(file, 'utf8')).not.toContain('1008');
  expect((await store.users.findByWorkNo('1008'))?.disabledAt).not.toBeNull();
});
