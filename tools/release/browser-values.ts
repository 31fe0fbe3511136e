import { createAudioMemory } from '../../src/renderer/phone/audio-memory.ts';
import { contactUserOf } from '../../src/renderer/phone/contact-user.ts';
import { createViewStore } from '../../src/renderer/stores/view-store.ts';
import { defaultAudioSettings } from '../../src/shared/domain/phone/audio.ts';

/** What the pages keep in `localStorage`, written by the pages' own code. */
export function browserValues(): Record<string, string> {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const view = createViewStore({
    get: storage.getItem,
    set: (key, value) => storage.setItem(key, value ?? ''),
  });
  view.getState().go('tickets');
  view.getState().setTheme('night');
  view.getState().setTextScale(125);
  createAudioMemory(storage).save({
    settings: { ...defaultAudioSettings, microphoneId: 'm1', ringerVolume: 40 },
    labels: { m1: 'Headset' },
  });
  contactUserOf(storage, () => '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9');
  return Object.fromEntries(kept);
}
