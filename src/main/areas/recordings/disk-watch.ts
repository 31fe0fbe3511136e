import type { Clock } from '../../../shared/clock.ts';
import type { DeskState } from '../../../shared/domain/desk/desk-state.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { Problems } from '../../host/problems.ts';
import type { Timers } from '../../host/timers.ts';

/** Below this, calls could soon not be recorded any more: about 25 hours of talk. */
const diskReserveBytes = 500 * 1024 * 1024;

const everyMs = 30_000;

/**
 * Looks at the free space of the data disk now and then, and says early when it runs out. A look that fails leaves it
 * unknown until the next one.
 */
export async function runDiskWatch(deps: {
  readonly freeBytes: () => Promise<number>;
  readonly timers: Timers;
  readonly clock: Clock;
  readonly problems: Problems;
  readonly logger: Logger;
  readonly onDisk: (disk: DeskState['disk']) => void;
  readonly signal: AbortSignal;
}): Promise<void> {
  while (!deps.signal.aborted) {
    try {
      const freeBytes = await deps.freeBytes();
      const enough = freeBytes >= diskReserveBytes;
      deps.onDisk({ freeBytes, enough, checkedAt: deps.clock.now() });
      if (enough) deps.problems.clear('disk');
      else deps.problems.raise({ problemId: 'disk', code: 'recording.diskFull' });
    } catch (error) {
      deps.logger.warn('disk.unknown', { error: String(error) });
      deps.onDisk(null);
    }
    await deps.timers.wait(everyMs, deps.signal);
  }
}
