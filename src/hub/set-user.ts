import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { roles } from '../shared/domain/user.ts';
import { keepFilesPrivate } from '../shared/node/private-files.ts';
import { systemClock } from '../shared/node/system-clock.ts';
import { createArgon2Passwords } from './services/auth/passwords.ts';
import { disableUser, setUser } from './services/auth/set-user.ts';
import type { HubStore } from './storage/hub-store.ts';
import { openSqliteStore } from './storage/open-sqlite-store.ts';

/**
 * For IT on the hub's machine; may run beside a running hub.
 * `node src/hub/set-user.ts --data DIR --work-no 1001 --name 张三 --role agent` adds or changes a user. The password is the
 * first line of standard input: arguments can be read by every process.
 * `… --work-no 1001 --disable`: this person may no longer work here; the former command takes it back.
 */
const workNoSchema = z.string().regex(/^[0-9A-Za-z]{1,16}$/);
const dataSchema = z.string().min(1);
const userSchema = z.strictObject({ name: z.string().min(1).max(40), role: z.enum(roles) });
const passwordSchema = z.string().min(10, '密码至少 10 位').max(200);

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: { data: text, 'work-no': text, name: text, role: text, disable: { type: 'boolean' } },
});
const { data, 'work-no': workNo, disable, ...user } = values;
const folder = resolve(dataSchema.parse(data));
const toStore = disable ? disabled(workNoSchema.parse(workNo)) : await changed();

keepFilesPrivate();
await mkdir(folder, { recursive: true, mode: 0o700 });
const store = await openSqliteStore(join(folder, 'hub.db'));
try {
  await toStore(store);
} finally {
  await store.close();
}

function disabled(wanted: string) {
  return async (opened: HubStore) => {
    if (await disableUser({ store: opened, clock: systemClock }, wanted)) {
      process.stdout.write(`工号 ${wanted} 已停用\n`);
      return;
    }
    process.stderr.write(`没有工号 ${wanted}\n`);
    process.exitCode = 1;
  };
}

async function changed() {
  const wanted = workNoSchema.parse(workNo);
  const { name, role } = userSchema.parse(user);
  if (process.stdin.isTTY) process.stderr.write('密码（输入后回车）：');
  const password = passwordSchema.parse(await firstLine());
  return async (opened: HubStore) => {
    const passwords = await createArgon2Passwords();
    const deps = { store: opened, clock: systemClock, passwords };
    await setUser(deps, { workNo: wanted, displayName: name, role, password });
    process.stdout.write(`工号 ${wanted} 已保存\n`);
  };
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line;
  return '';
}
