import { z } from 'zod';
import { audioSettingsSchema } from '../../shared/contract/phone-schemas.ts';
import { type AudioSettings, defaultAudioSettings } from '../../shared/domain/audio.ts';

/** What this page remembers of the agent's devices: device ids hold for this PC and this page only. */
export interface KeptAudio {
  readonly settings: AudioSettings;
  /** Names of the chosen devices by id, to find them again under another id. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface AudioMemory {
  load(): KeptAudio;
  save(kept: KeptAudio): void;
}

const key = 'phone.audio';
const keptSchema = z.strictObject({
  settings: audioSettingsSchema,
  labels: z.record(z.string(), z.string()),
});

/** What was kept, or the defaults where nothing fitting was. */
export function createAudioMemory(storage: Pick<Storage, 'getItem' | 'setItem'>): AudioMemory {
  return {
    load() {
      const parsed = keptSchema.safeParse(readJson(storage.getItem(key)));
      return parsed.success ? parsed.data : { settings: defaultAudioSettings, labels: {} };
    },
    save: (kept) => storage.setItem(key, JSON.stringify(kept)),
  };
}

function readJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
