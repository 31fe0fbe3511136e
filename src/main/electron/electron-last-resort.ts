import type { Logger } from '../../shared/logger.ts';
import {
  type EndableProcess,
  flushLimitMs,
  installLastResort,
} from '../../shared/node/last-resort.ts';
import { systemClock } from '../../shared/node/system-clock.ts';
import type { ElectronApi } from './electron-api.ts';

/** What the last resort must know of the desk to end it without harm. */
export interface EndableDesk {
  /** Resolves when no call runs: the windows own the calls, and end with the program. */
  untilIdle(): Promise<void>;
  /** Brings what is on its way to the disk there. */
  close(): Promise<void>;
}

/**
 * The last resort of the Electron program. An exception out of the middle of the host's work ends the program, but never a running
 * call: it waits for its end, lets the host flush, and starts the program anew. Gone again when the program quits.
 */
export function installElectronLastResort(
  app: ElectronApi['app'],
  process: Pick<EndableProcess, 'on' | 'off'>,
  logger: Logger,
) {
  let desk: EndableDesk | null = null;
  const end = async (code: number) => {
    await desk?.untilIdle();
    const limit = new Promise<void>((resolve) => setTimeout(resolve, flushLimitMs));
    const closed = desk
      ?.close()
      .catch((error: unknown) => logger.error('electron.closeFailed', { error: String(error) }));
    await Promise.race([closed, limit]);
    app.relaunch();
    app.exit(code);
  };
  const lastResort = installLastResort({
    process: {
      on: (event, listener) => process.on(event, listener),
      off: (event, listener) => process.off(event, listener),
      exit: (code) => void end(code),
    },
    logger,
    clock: systemClock,
    // Not before the call is over: see `end`.
    flush: async () => {},
  });
  app.on('quit', () => lastResort.remove());
  return {
    /** From now on there is a desk to spare. */
    guard: (next: EndableDesk): void => {
      desk = next;
    },
  };
}
