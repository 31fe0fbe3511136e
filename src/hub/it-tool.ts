import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errorCodeOf } from '../shared/app-error.ts';
import { Misuse, Refusal, runCommand, sentenceOf } from '../shared/node/command-line.ts';
import { keepFilesPrivate } from '../shared/node/private-files.ts';
import type { HubStore } from './storage/hub-store.ts';
import { openExistingStore } from './open-store.ts';

/**
 * Runs one of the programs for IT on the hub's machine: files stay the account's own, and whatever goes wrong is one line
 * of Chinese on standard error, never a stack; see `runCommand` for the exit code.
 */
export function runTool(work: () => Promise<number | void>): Promise<void> {
  keepFilesPrivate();
  return runCommand(work);
}

/** The option that they all take. */
export const dataOption = {
  type: 'string',
  value: '目录',
  help: '服务器的数据目录（其中有 hub.db），必填',
} as const;

/** The folder that `--data` names. Throws `Misuse` when it names none, `Refusal` when it holds no hub. */
export function hubFolder(data: string | undefined): string {
  if (data === undefined || data === '') throw new Misuse('请用 --data 指明服务器的数据目录');
  const folder = resolve(data);
  if (!existsSync(join(folder, 'hub.db'))) {
    throw new Refusal(
      `${folder} 里没有服务器的数据（hub.db），什么都没有新建；请核对 --data，新服务器请先启动一次`,
    );
  }
  return folder;
}

/**
 * Opens the database of the hub in `data`, which may be running: nothing is made there and nothing is migrated. Throws
 * `Refusal` when there is no hub, or one of another version.
 */
export async function openHub(data: string | undefined): Promise<HubStore> {
  const folder = hubFolder(data);
  try {
    return await openExistingStore(join(folder, 'hub.db'));
  } catch (error) {
    const code = errorCodeOf(error);
    throw new Refusal(openFailures[code] ?? `数据库打不开（${sentenceOf(error)}）`, {
      cause: error,
    });
  }
}

const openFailures: Readonly<Partial<Record<string, string>>> = {
  'storage.damaged': '数据目录里的 hub.db 不是服务器的数据库，或者已经损坏；没有改动它',
  'storage.newerVersion':
    '数据库来自更新版本的服务器，没有改动它；请用与正在运行的服务器同一版本的程序',
  'storage.olderVersion':
    '数据库还是旧版本的服务器在用，没有改动它；请用与正在运行的服务器同一版本的程序，或先用本版本启动一次服务器',
};
