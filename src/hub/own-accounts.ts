import { randomInt } from 'node:crypto';
import { chmod, open } from 'node:fs/promises';
import type { Clock } from '../shared/clock.ts';
import { demonstrationPassword, seedUsers } from './seed/seed-users.ts';
import type { HubStore } from './storage/hub-store.ts';
import type { Passwords } from './areas/session/passwords.ts';
import { setUser } from './areas/session/set-user.ts';

/** Of a hub that has nobody yet. IT adds the others by `npm run hub:user`. */
const firstWorkNos = ['1001', '2001', '9001'];
/** Read from paper without mistakes; 14 of them are 68 bits. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * Gives a hub that starts by itself accounts whose passwords nobody else knows: three where there is none yet, and new
 * passwords to those that still have the public one of the demonstration and may sign in. They are written to `file`, readable by this
 * account alone, before they hold. Gives the work numbers that got one.
 */
export async function makeOwnAccounts(
  deps: { readonly store: HubStore; readonly clock: Clock; readonly passwords: Passwords },
  file: string,
): Promise<readonly string[]> {
  const { users } = deps.store;
  const isNew = await users.isEmpty();
  const wanted = [];
  for (const seeded of seedUsers()) {
    const known = await users.findByWorkNo(seeded.workNo);
    // Who was shut out stays so: a new password would let them in again.
    if (known && known.disabledAt !== null) continue;
    const isPublic =
      known && (await deps.passwords.matches(demonstrationPassword, known.passwordHash));
    const isFirst = isNew && firstWorkNos.includes(seeded.workNo);
    if (!isFirst && !isPublic) continue;
    const { workNo, displayName, role, departmentId } = known ?? seeded;
    wanted.push({ workNo, displayName, role, departmentId, password: newPassword() });
  }
  if (wanted.length === 0) return [];
  await write(file, wanted);
  for (const user of wanted) await setUser(deps, user);
  return wanted.map(({ workNo }) => workNo);
}

function newPassword(): string {
  return Array.from({ length: 14 }, () => letters[randomInt(letters.length)]).join('');
}

async function write(
  path: string,
  accounts: readonly { workNo: string; displayName: string; password: string }[],
): Promise<void> {
  const lines = accounts.map(
    ({ workNo, displayName, password }) => `${workNo} ${displayName} ${password}`,
  );
  const file = await open(path, 'a', 0o600);
  try {
    await chmod(path, 0o600);
    await file.write(
      `本机内置中心服务器的账号：工号、姓名、密码。同一工号以最后一行为准，记下后请删除本文件。\n${lines.join('\n')}\n`,
    );
    await file.sync();
  } finally {
    await file.close();
  }
}
