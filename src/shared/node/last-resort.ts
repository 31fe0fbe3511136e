import type { Clock } from '../clock.ts';
import type { Logger } from '../logger.ts';
import { describeError } from './describe-error.ts';

/** The part of `process` that is used. */
export interface EndableProcess {
  on(
    event: 'uncaughtException' | 'unhandledRejection',
    listener: (error: unknown) => void,
  ): unknown;
  off(
    event: 'uncaughtException' | 'unhandledRejection',
    listener: (error: unknown) => void,
  ): unknown;
  exit(code: number): void;
}

export interface LastResortDeps {
  readonly process: EndableProcess;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Brings what is on its way to the disk there, and closes what was opened. Not waited for longer than `flushLimitMs`. */
  readonly flush: () => Promise<void>;
}

export interface LastResort {
  /** Errors that reached it since the start. */
  count(): number;
  /** Takes it away again, as at an orderly end. */
  remove(): void;
}

/** An end that waits for the disk longer than this waits for ever. */
export const flushLimitMs = 5000;

/** A line for each of 100 000 failures would fill the disk: at most one a second, with the count so far. */
const quietMs = 1000;

/** Failures of one connection: the other side is gone, or spoke rubbish. Nothing that others use was touched. */
const connectionCodes: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'ECONNREFUSED',
  'EPIPE',
  'ENOTCONN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPROTO',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_WRITE_AFTER_END',
]);
const connectionCodeFamilies = /^(?:HPE_|WS_ERR_|ERR_SSL_|ERR_TLS_)/;

/**
 * May the process go on after an exception that nobody caught? Only when it belongs to one connection. Anything else was
 * thrown out of the middle of somebody's work, and what that left behind is not known.
 */
export function isOfOneConnection(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
    return false;
  return connectionCodes.has(error.code) || connectionCodeFamilies.test(error.code);
}

/**
 * The handler behind all others. Every error that nobody caught is counted and logged as one masked line
 * (`process.uncaught`). A rejected promise that nobody waited for, and the error of one connection, leave the process
 * running: what they belonged to has ended with them. After any other exception it flushes and ends with exit code 1, so that
 * whoever started it (launcher, systemd) starts it anew.
 *
 * It is no licence: an error that arrives here is a fault of the program, wherever it came from.
 */
export function installLastResort(deps: LastResortDeps): LastResort {
  const { process, logger, clock } = deps;
  let count = 0;
  let saidAt = Number.NEGATIVE_INFINITY;
  let isEnding = false;

  const say = (error: unknown, way: string, goesOn: boolean): void => {
    count += 1;
    const now = clock.monotonicMs();
    if (goesOn && now - saidAt < quietMs) return;
    saidAt = now;
    try {
      logger.error('process.uncaught', { way, goesOn, count, ...describeError(error) });
    } catch {
      // A log that cannot be written must not be what ends the process.
    }
  };
  const onRejection = (error: unknown): void => say(error, 'rejection', true);
  const onException = (error: unknown): void => {
    const goesOn = isOfOneConnection(error);
    say(error, 'exception', goesOn);
    if (goesOn || isEnding) return;
    isEnding = true;
    void end();
  };
  const end = async (): Promise<void> => {
    const limit = new Promise<void>((resolve) => setTimeout(resolve, flushLimitMs));
    try {
      await Promise.race([deps.flush(), limit]);
    } catch (error) {
      say(error, 'flush', false);
    }
    process.exit(1);
  };
  process.on('uncaughtException', onException);
  process.on('unhandledRejection', onRejection);
  return {
    count: () => count,
    remove() {
      process.off('uncaughtException', onException);
      process.off('unhandledRejection', onRejection);
    },
  };
}
