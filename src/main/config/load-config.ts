import { z } from 'zod';
import type { Logger } from '../../shared/logger.ts';
import type { Problems } from '../host/problems.ts';
import { type DeskConfig, parseDeskConfig } from './desk-config.ts';
import { judgeAddress } from './judge-address.ts';

/** `desk.json`, at the edge that has the file system. */
export interface ConfigFile {
  /** Where it lies, in full: every problem of it says so. */
  readonly path: string;
  /** `null` = there is none. Throws when it cannot be read. */
  read(): string | null;
  /** Replaces the file in one step. */
  write(text: string): void;
}

/** A small text kept encrypted by the desk's key. */
export interface SealedText {
  read(): string | null;
  write(text: string): void;
}

export interface LoadedConfig {
  readonly config: DeskConfig;
  /** SIP secret of this extension; `null` when it was never given. */
  readonly secret: string | null;
}

const withSecretSchema = z.looseObject({ pbx: z.looseObject({}) });

/**
 * Reads the configuration, moves a SIP secret found in it into `sealedSecret`, and raises a problem for each fault. The
 * file is rewritten without the secret only after the sealed one is on disk.
 */
export function loadConfig(deps: {
  readonly file: ConfigFile;
  readonly sealedSecret: SealedText;
  readonly problems: Problems;
  readonly logger: Logger;
  /** Of the hub that runs beside this desk; only on this very PC. */
  readonly embeddedHubUrl?: string | null;
}): LoadedConfig {
  const text = readText(deps);
  if (text === unreadable) return { config: parseDeskConfig(null), secret: null };
  const config = withEmbeddedHub(parseDeskConfig(text), deps.embeddedHubUrl ?? null);
  for (const fault of config.faults) {
    deps.problems.raise({
      problemId: `config:${fault.section}`,
      code: fault.code,
      detail: inFile(deps.file, fault.detail),
    });
  }
  const given = config.pbx?.secret;
  if (text !== null && given !== undefined) moveSecret(text, given, deps);
  const secret = given ?? readSecret(deps);
  if (config.pbx && secret === null) {
    deps.problems.raise({
      problemId: 'config:pbx',
      code: 'config.incomplete',
      detail: inFile(deps.file, 'pbx.secret：没有填写'),
    });
  }
  return { config, secret };
}

/** A `desk.json` that says nothing of a hub gets the embedded one; what it does say always counts. */
function withEmbeddedHub(config: DeskConfig, url: string | null): DeskConfig {
  const isFree = config.faults.every(
    ({ section, code }) => section !== 'hub' || code === 'config.incomplete',
  );
  if (url === null || config.hub !== null || !isFree) return config;
  if (judgeAddress(url, { plain: 'http', safe: 'https' }).kind !== 'safe') return config;
  return {
    ...config,
    hub: { url },
    faults: config.faults.filter(({ section }) => section !== 'hub'),
  };
}

/** `C:\\…\\desk.json：第 3 行：…`; who mends it has to find it. */
function inFile({ path }: ConfigFile, detail: string): string {
  return `${path}：${detail.replace(/^desk\.json：/, '')}`;
}

/** What the file system and the decoder say, to who can mend it. */
const whyUnread: Readonly<Record<string, string>> = {
  EACCES: '没有读取权限，请给当前用户读取这个文件的权限',
  EPERM: '没有读取权限，请给当前用户读取这个文件的权限',
  EBUSY: '正被别的程序占用，请关闭打开它的程序后重新启动坐席台',
  EISDIR: '这是一个文件夹，应是一个文件',
  ERR_ENCODING_INVALID_ENCODED_DATA: '文字编码认不出来，请用记事本另存为 UTF-8',
};

const unreadable = Symbol('unreadable');

function readText({
  file,
  problems,
}: {
  file: ConfigFile;
  problems: Problems;
}): string | null | typeof unreadable {
  try {
    return file.read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why = whyUnread[code] ?? `读不出来（${code || '原因不明'}）`;
    problems.raise({
      problemId: 'config:file',
      code: 'config.unreadable',
      detail: inFile(file, `desk.json：${why}`),
    });
    return unreadable;
  }
}

function moveSecret(
  text: string,
  secret: string,
  { file, sealedSecret, logger }: { file: ConfigFile; sealedSecret: SealedText; logger: Logger },
): void {
  try {
    sealedSecret.write(secret);
    const content = withSecretSchema.parse(JSON.parse(text.replace(/^\uFEFF/, '')));
    delete content.pbx['secret'];
    file.write(`${JSON.stringify(content, null, 2)}\n`);
    logger.info('config.secretSealed');
  } catch (error) {
    logger.warn('config.secretNotMoved', { error: String(error) });
  }
}

function readSecret({
  sealedSecret,
  logger,
}: {
  sealedSecret: SealedText;
  logger: Logger;
}): string | null {
  try {
    return sealedSecret.read();
  } catch (error) {
    logger.warn('config.secretUnreadable', { error: String(error) });
    return null;
  }
}
