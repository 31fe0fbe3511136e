import { AppError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import type { FolderSound, OpenFolderSound } from '../areas/export/folder-items.ts';
import type { HubStore } from '../storage/hub-store.ts';
import { noteDamage } from './note-damage.ts';
import { type OpenedSound, type SoundDeps, asStored, openSound, soundOf } from './open-sound.ts';

/** Recordings for the folder of a ticket: asked for, noted and checked exactly as for listening. */
export function createFolderSound(
  deps: SoundDeps & { readonly store: HubStore; readonly clock: Clock; readonly logger: Logger },
): OpenFolderSound {
  return async (signedIn, recordingId, isWanted) => {
    const found: OpenedSound[] = [];
    await noteDamage(deps, recordingId, async () => {
      const one = await openSound(deps, signedIn, { recordingId, isWanted });
      if (!one) return null;
      found.push(one);
      return one.recording.leftOut.length === 0;
    });
    const [opened] = found;
    if (!opened) throw new AppError('export.cut');
    const { recording, content } = opened;
    const end = content.audioByteLength;
    return {
      flaw: flawOf(opened),
      pieces: () => soundOf(recording.opened, { start: 0, end }),
      close: () => recording.close(),
    };
  };
}

/** What is not whole in it, the gravest first. */
function flawOf({ recording, content, row, segments }: OpenedSound): FolderSound['flaw'] {
  const stored = asStored(row, segments);
  if (recording.leftOut.length > 0 || stored?.state === 'damaged') return 'partlyDamaged';
  const isOnItsWay =
    stored === null || stored.state === 'writing' || stored.uploadedBytes < stored.byteLength;
  if (isOnItsWay) return 'partlyUploaded';
  return content.timeline.flaws === undefined ? null : 'partlyDamaged';
}
