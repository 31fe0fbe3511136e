import { z } from 'zod';
import { isKeyMadeId } from '../shared/node/desk-key-pair.ts';
import { systemClock } from '../shared/node/system-clock.ts';
import { Refusal, readCommandLine } from '../shared/node/command-line.ts';
import { dataOption, openHub, runTool } from './it-tool.ts';
import { disableDesk, releaseDesk } from './areas/session/set-desk.ts';
import type { HubStore } from './storage/hub-store.ts';

/**
 * For IT on the hub's machine; may run beside a running hub; see `runTool` for failures.
 * `node src/hub/set-desk.ts --data DIR` lists the desks: id, when enrolled, whether disabled, who was there last.
 * `… --release ID`: the desk got a new key (a new PC, a new data folder), or an old id is to get its first one; the next
 * key that signs in is enrolled.
 * `… --disable ID`: nobody signs in there until it is released.
 */
const idSchema = z.uuid('编号应为 UUID，请从列表中复制');
const text = (help: string) => ({ type: 'string', value: '编号', help }) as const;

await runTool(async () => {
  const { values } = readCommandLine({
    name: 'npm run hub:desk',
    what: '列出登记过的座席，停用或解除登记其中一个；服务器运行时也可使用',
    options: {
      data: dataOption,
      release: text('解除登记：换了电脑或数据目录后，让它下一次登录时重新登记'),
      disable: text('停用：不再允许在这个座席登录'),
    },
    example: '--data /srv/hotline-hub',
  });
  const { data, release, disable } = values;
  const store = await openHub(data);
  try {
    const deps = { store, clock: systemClock };
    if (release !== undefined) await releaseDesk(deps, await known(store, release));
    if (disable !== undefined) await disableDesk(deps, await known(store, disable));
    await list(store);
  } finally {
    await store.close();
  }
});

/** A mistyped id must not look like a desk that is disabled now. */
async function known({ deskKeys, sessions }: HubStore, given: string): Promise<string> {
  const deskId = idSchema.parse(given);
  const seen = await sessions.desksSeen();
  if ((await deskKeys.get(deskId)) || seen.some((row) => row.deskId === deskId)) return deskId;
  throw new Refusal(`没有编号为 ${deskId} 的座席，请从列表中复制`);
}

async function list({ deskKeys, sessions }: HubStore): Promise<void> {
  const seen = await sessions.desksSeen();
  const keys = new Map((await deskKeys.list()).map((row) => [row.deskId, row]));
  for (const deskId of new Set([...seen.map((row) => row.deskId), ...keys.keys()])) {
    const key = keys.get(deskId);
    const last = seen.find((row) => row.deskId === deskId);
    const state =
      key && key.publicKey !== '' ? `登记于 ${day(key.enrolledAt)}` : unenrolled(deskId, key);
    const disabled = key && key.disabledAt !== null ? `，停用于 ${day(key.disabledAt)}` : '';
    const use = last ? `，最近 ${day(last.lastSeenAt)} 工号 ${last.workNo}` : '';
    process.stdout.write(`${deskId}  ${state}${disabled}${use}\n`);
  }
}

function unenrolled(deskId: string, key: { readonly disabledAt: number | null } | undefined) {
  if (key?.disabledAt === null) return '已解除登记，等待下一次登录';
  if (isKeyMadeId(deskId)) return '未登记';
  return '未登记（旧编号：该电脑已升级时，核实后 --release 并在那里登录一次）';
}

function day(at: number): string {
  return new Date(at).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false });
}
