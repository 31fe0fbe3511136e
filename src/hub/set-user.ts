import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { roles } from '../shared/domain/user.ts';
import { keepFilesPrivate } from '../shared/node/private-files.ts';
import { systemClock } from '../shared/node/system-clock.ts';
import { createArgon2Passwords } from './services/auth/passwords.ts';
import { setUser } from './services/auth/set-user.ts';
import { openSqliteStore } from './storage/open-sqlite-store.ts';

/**
 * `node src/hub/set-user.ts --data DIR --work-no 1001 --name 张三 --role agent`, for IT on the hub's machine. The password
 * is the first line of standard input: arguments can be read by every process. May run beside a running hub.
 */
const optionsSchema = z.strictObject({
  data: z.string().min(1),
  'work-no': z.string().regex(/^[0-9A-Za-z]{1,16}$/),
  name: z.string().min(1).max(40),
  role: z.enum(roles),
});
const passwordSchema = z.string().min(10, '密码至少 10 位').max(200);

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { data: text, 'work-no': text, name: text, role: text } });
const { data, 'work-no': workNo, name, role } = optionsSchema.parse(values);
if (process.stdin.isTTY) process.stderr.write('密码（输入后回车）：');
const password = passwordSchema.parse(await firstLine());

keepFilesPrivate();
await mkdir(resolve(data), { recursive: true, mode: 0o700 });
const store = await openSqliteStore(join(resolve(data), 'hub.db'));
try {
  const deps = { store, clock: systemClock, passwords: await createArgon2Passwords() };
  await setUser(deps, { workNo, displayName: name, role, password });
  process.stdout.write(`工号 ${workNo} 已保存\n`);
} finally {
  await store.close();
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line;
  return '';
}
