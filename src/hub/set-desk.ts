import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { systemClock } from '../shared/node/system-clock.ts';
import { disableDesk, releaseDesk } from './services/auth/set-desk.ts';
import type { HubStore } from './storage/hub-store.ts';
import { openSqliteStore } from './storage/open-sqlite-store.ts';

/**
 * For IT on the hub's machine; may run beside a running hub.
 * `node src/hub/set-desk.ts --data DIR` lists the desks: id, when enrolled, whether disabled, who was there last.
 * `… --release ID`: the desk got a new key (a new PC, a new data folder); the next one that signs in is enrolled.
 * `… --disable ID`: nobody signs in there until it is released.
 */
const idSchema = z.uuid();
const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { data: text, release: text, disable: text } });
const { data, release, disable } = values;
const store = await openSqliteStore(join(resolve(z.string().min(1).parse(data)), 'hub.db'));
try {
  const deps = { store, clock: systemClock };
  if (release !== undefined) await releaseDesk(deps, idSchema.parse(release));
  if (disable !== undefined) await disableDesk(deps, idSchema.parse(disable));
  await list(store);
} finally {
  await store.close();
}

async function list({ deskKeys, sessions }: HubStore): Promise<void> {
  const seen = await sessions.desksSeen();
  const keys = new Map((await deskKeys.list()).map((row) => [row.deskId, row]));
  for (const deskId of new Set([...seen.map((row) => row.deskId), ...keys.keys()])) {
    const key = keys.get(deskId);
    const last = seen.find((row) => row.deskId === deskId);
    const state = key ? `登记于 ${day(key.enrolledAt)}` : '未登记';
    const disabled = key && key.disabledAt !== null ? `，停用于 ${day(key.disabledAt)}` : '';
    const use = last ? `，最近 ${day(last.lastSeenAt)} 工号 ${last.workNo}` : '';
    process.stdout.write(`${deskId}  ${state}${disabled}${use}\n`);
  }
}

function day(at: number): string {
  return new Date(at).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false });
}
