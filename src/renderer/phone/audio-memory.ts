import { type KeptAudio, keptAudio } from '../../shared/kept/audio.ts';

export interface AudioMemory {
  load(): KeptAudio;
  save(kept: KeptAudio): void;
}

/** What was kept, or the defaults where nothing fitting was. */
export function createAudioMemory(storage: Pick<Storage, 'getItem' | 'setItem'>): AudioMemory {
  return {
    load: () => keptAudio.read(storage.getItem(keptAudio.key)),
    save: (kept) => storage.setItem(keptAudio.key, keptAudio.write(kept)),
  };
}
