import { windowSettingsSchema } from '../contract/window/schemas.ts';
import { defaultWindowSettings } from '../domain/window/window-settings.ts';
import { kept } from './kept.ts';

/** How the desk behaves among other programs of this PC. */
export const keptWindowSettings = kept('window.settings', windowSettingsSchema, {
  fallback: defaultWindowSettings,
});
