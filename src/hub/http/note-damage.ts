import { errorCodeOf } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import { describeError } from '../../shared/node/describe-error.ts';
import type { HubStore } from '../storage/hub-store.ts';

/**
 * Lets `listen` answer, which says whether the recording's files are what was received, and keeps that, so that the lists say damaged until a copy was
 * put back and heard. Throws what `listen` throws; that it could not be kept is logged alone.
 */
export async function noteDamage(
  deps: { readonly store: HubStore; readonly clock: Clock; readonly logger: Logger },
  recordingId: string,
  listen: () => Promise<boolean | null>,
): Promise<void> {
  const keep = async (isDamaged: boolean) => {
    try {
      const known = await deps.store.recordings.get(recordingId);
      if (!known || (known.foundDamagedAt !== undefined) === isDamaged) return;
      await deps.store.recordings.setFoundDamaged(recordingId, isDamaged ? deps.clock.now() : null);
    } catch (error) {
      deps.logger.error('archive.damageNotNoted', describeError(error));
    }
  };
  try {
    const isWhole = await listen();
    if (isWhole !== null) await keep(!isWhole);
  } catch (error) {
    if (errorCodeOf(error) === 'recording.damaged') await keep(true);
    throw error;
  }
}
