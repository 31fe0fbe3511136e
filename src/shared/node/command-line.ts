import { type ParseArgsOptionDescriptor, parseArgs } from 'node:util';
import { z } from 'zod';
import { AppError } from '../app-error.ts';
import { errorCatalogue } from '../error-catalogue.ts';
import { describeError } from './describe-error.ts';

export interface CommandOption extends ParseArgsOptionDescriptor {
  /** What it is for, in Chinese, with what holds without it. */
  readonly help: string;
  /** Name of its value in the help: `目录`. */
  readonly value?: string;
}

/** A program that people start: what it is for and what it takes. */
export interface Command<Options extends Readonly<Record<string, CommandOption>>> {
  /** As it is typed: `npm run hub`. */
  readonly name: string;
  readonly what: string;
  readonly options: Options;
  /** What words without `--` mean; absent = there are none. */
  readonly words?: string;
  /** What follows the name in one line that works. */
  readonly example: string;
}

/** It was called wrongly: the message is a Chinese sentence, the program ends with exit code 2. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}

/** It was called rightly and cannot do it: the message is a Chinese sentence, the program ends with exit code 1. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** `--help` was asked for; the message is the answer. */
class Help extends Error {
  override readonly name = 'Help';
}

const help = { type: 'boolean', short: 'h' } as const;

/** What was typed, by `command`. Throws `Misuse` for what it does not take, and for `--help`, which `tellEnd` tells. */
export function readCommandLine<const Options extends Readonly<Record<string, CommandOption>>>(
  command: Command<Options>,
  args: readonly string[] = process.argv.slice(2),
) {
  const read = () =>
    parseArgs({ args: [...args], options: { ...command.options, help }, allowPositionals: true });
  let result: ReturnType<typeof read>;
  // Whoever asks for help gets it, whatever else is wrong.
  if (args.some((arg) => arg === '--help' || arg === '-h')) throw new Help(helpOf(command));
  try {
    result = read();
  } catch (error) {
    throw new Misuse(misuseOf(error), { cause: error });
  }
  const [word] = result.positionals;
  if (word !== undefined && command.words === undefined)
    throw new Misuse(`不认识“${word}”，选项以 -- 开头`);
  return { values: result.values, words: result.positionals };
}

/**
 * Runs a program to its end: exit code of `work` (0 when it gives none), 0 for help, 2 for misuse, 1 for whatever else went wrong,
 * each told in one Chinese sentence on standard error, never as a stack.
 */
export async function runCommand(work: () => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await work()) ?? process.exitCode ?? 0;
  } catch (error) {
    process.exitCode = tellEnd(error);
  }
}

/** Tells why a program ends; gives its exit code. */
export function tellEnd(error: unknown): number {
  if (error instanceof Help) {
    process.stdout.write(error.message);
    return 0;
  }
  const isMisuse = error instanceof Misuse || error instanceof z.ZodError;
  process.stderr.write(`未执行：${sentenceOf(error)}${isMisuse ? '；用法见 --help' : ''}\n`);
  return isMisuse ? 2 : 1;
}

/** In one line: what went wrong and, where it is known, what to do. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Misuse || error instanceof Refusal) return error.message;
  if (error instanceof z.ZodError)
    return error.issues
      .map(({ path, message }) => (path.length > 0 ? `--${path.join('.')}：${message}` : message))
      .join('；');
  if (error instanceof AppError) {
    const { title, support } = errorCatalogue[error.code];
    return `${title}。${support}代码 ${error.code}`;
  }
  const { code, reason } = describeError(error);
  const words = typeof code === 'string' ? systemWords[code] : undefined;
  const where = placeOf(error);
  if (words) return `${words}${where === '' ? '' : `：${where}`}（${code}）`;
  return [code, reason].filter((part) => part !== null && part !== '').join(' ');
}

const systemWords: Readonly<Partial<Record<string, string>>> = {
  EADDRINUSE: '端口已被占用，可能已经启动过一个；请先停止它，或用 --port 换一个端口',
  EADDRNOTAVAIL: '本机没有这个地址，请核对监听地址',
  EACCES: '没有权限，请换一个目录或端口，或用有权限的账号运行',
  EPERM: '系统不允许，请检查该文件的权限和属主',
  ENOENT: '没有这个文件或目录，请核对路径',
  ENOTDIR: '路径中有一段是文件而不是目录，请核对路径',
  EEXIST: '同名的文件已经存在，请换一个目录',
  EISDIR: '这里需要文件，给的是目录',
  ENOSPC: '磁盘已满，请清理后重试',
  EROFS: '磁盘是只读的，请换一个目录',
};

/** The file or port that the operating system refused. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('path' in error && typeof error.path === 'string') return error.path;
  return 'port' in error ? `端口 ${String(error.port)}` : '';
}

function misuseOf(error: unknown): string {
  const { code } = describeError(error);
  const message = error instanceof Error ? error.message : '';
  const option = /--?[\w-]+/.exec(message)?.[0] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `没有 ${option} 这个选项`;
  if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return message;
  const takesNone = message.includes('does not take an argument');
  return takesNone ? `${option} 不带值` : `${option} 后面缺少值`;
}

function helpOf({
  name,
  what,
  options,
  words,
  example,
}: Command<Readonly<Record<string, CommandOption>>>): string {
  const rows = [
    ...Object.entries(options).map(([option, { value, help: text }]) => [
      `--${option}${value === undefined ? '' : ` ${value}`}`,
      text,
    ]),
    ['--help, -h', '显示本说明'],
  ];
  const dashes = name.startsWith('npm run') || name.startsWith('npm ') ? ' --' : '';
  return [
    what,
    '',
    `用法：${name}${dashes} [选项]${words === undefined ? '' : ` [${words}]`}`,
    ...rows.map(([option = '', text = '']) => `  ${option.padEnd(22)} ${text}`),
    '',
    `例：${name}${example === '' ? '' : `${dashes} ${example}`}`,
    '',
  ].join('\n');
}
