import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** A Node program of this repository that runs beside us. */
export interface Service {
  readonly pid: number;
  /** The JSON line by which it said that it is ready. */
  readonly ready: Readonly<Record<string, unknown>>;
  /** Resolves when it is gone, however that came. */
  readonly gone: Promise<void>;
  /** SIGTERM, and SIGKILL when it has not gone after `graceMs`. Harmless when it is gone already. */
  stop(): Promise<void>;
}

export interface ServiceOptions {
  /** For messages. */
  readonly name: string;
  readonly args: readonly string[];
  /** Value of `event` in the line that it prints when it is ready. */
  readonly readyEvent: string;
  /** Gets everything that it prints. */
  readonly logFile: string;
  readonly timeoutMs: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Gets the way to stop it as soon as it runs, before it is ready. */
  readonly onSpawned?: (stop: () => Promise<void>) => void;
}

const graceMs = 6000;

/**
 * Starts a program and waits for its ready line. Throws, with the log file's name, when it ends or stays silent; nothing
 * is left running then.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const log = createWriteStream(options.logFile, { flags: 'a' });
  const child = spawn(process.execPath, [...options.args], {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr.pipe(log);
  const gone = new Promise<void>((done) => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });
  const stop = () => stopChild(child, gone);
  options.onSpawned?.(stop);
  try {
    const lines = createInterface({ input: child.stdout });
    const ready = await untilReady(options, lines, gone);
    lines.on('line', (line) => log.write(`${line}\n`));
    return { pid: child.pid ?? 0, ready, gone, stop };
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
    const timer = setTimeout(() => giveUp(` ${timeoutMs / 1000} 秒内没有就绪`), timeoutMs);
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
      giveUp('没有启动成功');
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

async function stopChild(child: ChildProcess, gone: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await gone;
  clearTimeout(timer);
}
