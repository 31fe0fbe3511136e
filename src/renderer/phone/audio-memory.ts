import { audioSettingsSchema } from '../../shared/contract/phone/schemas.ts';
import { type AudioSettings, defaultAudioSettings } from '../../shared/domain/phone/audio.ts';

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
/** What was kept, or the defaults where nothing fitting was. */
export function createAudioMemory(storage: Pick<Storage, 'getItem' | 'setItem'>): AudioMemory {
  return {
    load() {
      const kept = readJson(storage.getItem(key));
      const settings = audioSettingsSchema.safeParse(valueOf(kept, 'settings'));
      if (!settings.success) return { settings: defaultAudioSettings, labels: {} };
      return { settings: settings.data, labels: readLabels(valueOf(kept, 'labels')) };
    },
    save: (kept) => storage.setItem(key, JSON.stringify(kept)),
  };
}

function readLabels(value: unknown): KeptAudio['labels'] {
  const pairs = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    pairs.flatMap(([id, label]) => (typeof label === 'string' ? [[id, label]] : [])),
  );
}

function valueOf(kept: unknown, name: string): unknown {
  return typeof kept === 'object' && kept !== null ? Reflect.get(kept, name) : undefined;
}

function readJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
