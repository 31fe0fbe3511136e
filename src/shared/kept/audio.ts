import { z } from 'zod';
import { audioSettingsSchema } from '../contract/phone/schemas.ts';
import { type AudioSettings, defaultAudioSettings } from '../domain/phone/audio.ts';
import { kept } from './kept.ts';

/** What the softphone's page remembers of the agent's devices: device ids hold for this PC and this page only. */
export interface KeptAudio {
  readonly settings: AudioSettings;
  /** Names of the chosen devices by id, to find them again under another id. */
  readonly labels: Readonly<Record<string, string>>;
}

const schema = z.strictObject({
  settings: audioSettingsSchema,
  labels: z.record(z.string(), z.string()).catch({}),
});

export const keptAudio = kept<KeptAudio>('phone.audio', schema, {
  fallback: { settings: defaultAudioSettings, labels: {} },
});
