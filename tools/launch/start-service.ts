import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { openLogFile } from '../../src/shared/node/log-file.ts';
import { stopChild } from './stop-child.ts';

/** A Node program of this repository that runs beside us. */
export interface Service {
  readonly pid: number;
  /** The JSON line by which it said that it is ready. */
  readonly ready: Readonly<Record<string, unknown>>;
  /** Resolves when it is gone, however that came. */
  readonly gone: Promise<void>;
  /** Writes a line to its standard input. */
  tell(line: string): void;
  /** See `stopChild`. */
  stop(): Promise<void>;
}

export interface ServiceOptions {
  /** For messages. */
  readonly name: string;
  readonly args: readonly string[];
  /** Value of `event` in the line that it prints when it is ready. */
  readonly readyEvent: string;
  /** Gets what it prints, but for its messages. */
  readonly logFile: string;
  readonly timeoutMs: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Hears each JSON line with an `event`, the ready line too. Such lines may carry secrets: none is logged. */
  readonly onMessage?: (message: Readonly<Record<string, unknown>>) => void;
  /** Gets the way to stop it as soon as it runs, before it is ready. */
  readonly onSpawned?: (stop: () => Promise<void>) => void;
}

/**
 * Starts a program and waits for its ready line. Throws, with the log file's name, when it ends or stays silent; nothing
 * is left running then.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const log = openLogFile(options.logFile);
  const child = spawn(process.execPath, [...options.args], {
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stderr.on('data', (piece: Buffer) => log.write(piece));
  child.stdin.on('error', () => {});
  const gone = new Promise<void>((done) => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });
  const stop = () => stopChild(child);
  options.onSpawned?.(stop);
  try {
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      const message = parseLine(line);
      if (message?.['event'] === undefined) log.write(`${line}\n`);
      else options.onMessage?.(message);
    });
    const ready = await untilReady(options, lines, gone);
    const tell = (line: string) => void child.stdin.write(`${line}\n`);
    return { pid: child.pid ?? 0, ready, gone, tell, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function untilReady(
  { name, readyEvent, logFile, timeoutMs }: ServiceOptions,
  lines: ReturnType<typeof createInterface>,
  gone: Promise<void>,
): Promise<Record<string, unknown>> {
  return new Promise((done, fail) => {
    const giveUp = (why: string) => fail(new Error(`${name}${why}，日志见 ${logFile}`));
    const timer = setTimeout(() => giveUp(` ${timeoutMs / 1000} 秒内未完成启动`), timeoutMs);
    const look = (line: string) => {
      const message = parseLine(line);
      if (message?.['event'] !== readyEvent) return;
      clearTimeout(timer);
      lines.off('line', look);
      done(message);
    };
    lines.on('line', look);
    void gone.then(() => {
      clearTimeout(timer);
      giveUp('启动失败');
    });
  });
}

function parseLine(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
