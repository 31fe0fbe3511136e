import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { errorCodeOf } from '../shared/app-error.ts';
import { describeError } from '../shared/node/describe-error.ts';
import { keepFilesPrivate } from '../shared/node/private-files.ts';
import type { HubStore } from './storage/hub-store.ts';
import { openExistingStore } from './open-store.ts';

/** What IT is told in plain words; the tool ends with exit code 1. */
export class ToolRefusal extends Error {
  override readonly name = 'ToolRefusal';
}

/**
 * Runs one of the programs for IT on the hub's machine: files stay the account's own, and whatever goes wrong is one line
 * of Chinese on standard error and exit code 1, never a stack.
 */
export async function runTool(work: () => Promise<void>): Promise<void> {
  keepFilesPrivate();
  try {
    await work();
  } catch (error) {
    process.stderr.write(`未执行：${told(error)}\n`);
    process.exitCode = 1;
  }
}

/** The folder that `--data` names. Throws `ToolRefusal` when it names none, or one that holds no hub. */
export function hubFolder(data: string | undefined): string {
  if (data === undefined || data === '') throw new ToolRefusal('请用 --data 指明服务器的数据目录');
  const folder = resolve(data);
  if (!existsSync(join(folder, 'hub.db'))) {
    throw new ToolRefusal(
      `${folder} 里没有服务器的数据（hub.db），什么都没有新建；请核对 --data，新服务器请先启动一次`,
    );
  }
  return folder;
}

/**
 * Opens the database of the hub in `data`, which may be running: nothing is made there and nothing is migrated. Throws
 * `ToolRefusal` when there is no hub, or one of another version.
 */
export async function openHub(data: string | undefined): Promise<HubStore> {
  const folder = hubFolder(data);
  try {
    return await openExistingStore(join(folder, 'hub.db'));
  } catch (error) {
    const code = errorCodeOf(error);
    throw new ToolRefusal(openFailures[code] ?? `数据库打不开（${reasonOf(error)}）`, {
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

function told(error: unknown): string {
  if (error instanceof ToolRefusal) return error.message;
  if (error instanceof z.ZodError) {
    return error.issues
      .map(({ path, message }) => (path.length > 0 ? `--${path.join('.')}：${message}` : message))
      .join('；');
  }
  return reasonOf(error);
}

function reasonOf(error: unknown): string {
  const { code, reason } = describeError(error);
  return [code, reason].filter((part) => part !== null && part !== '').join(' ');
}
