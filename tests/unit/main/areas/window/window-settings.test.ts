import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../support/silent-logger.ts';
import { createWindowSettings } from '../../../../../src/main/areas/window/window-settings.ts';
import { defaultWindowSettings } from '../../../../../src/shared/domain/window/window-settings.ts';

function createMeta(kept: Record<string, string> = {}) {
  const values = new Map(Object.entries(kept));
  return {
    getMeta: async (key: string) => values.get(key) ?? null,
    setMeta: async (key: string, value: string) => void values.set(key, value),
    removeMeta: async (key: string) => void values.delete(key),
  };
}

describe('window settings', () => {
  it('are the usual ones until somebody changes them, and for what nobody can read', async () => {
    const usual = { settings: defaultWindowSettings, kind: 'page', taken: [] };
    expect(await createWindowSettings(createMeta(), silentLogger, '/x/desk.log').current()).toEqual(
      usual,
    );
    const odd = createMeta({ 'window.settings': '{"callBar":"sideways"}' });
    expect(await createWindowSettings(odd, silentLogger, '/x/desk.log').current()).toEqual(usual);
  });

  it('take effect in the shell at once and name what another program holds', async () => {
    const meta = createMeta();
    const applied: unknown[] = [];
    const service = createWindowSettings(meta, silentLogger, '/x/desk.log');
    const shown: string[] = [];
    service.showLog();
    expect(shown).toEqual([]);
    await service.attach({
      showFile: (file) => void shown.push(file),
      apply(settings) {
        applied.push(settings.shortcuts.mute);
        return ['mute'];
      },
    });
    service.showLog();
    expect(shown).toEqual(['/x/desk.log']);
    const next = {
      ...defaultWindowSettings,
      shortcuts: { ...defaultWindowSettings.shortcuts, mute: 'F8' },
    };
    expect(await service.set(next)).toEqual({ settings: next, kind: 'window', taken: ['mute'] });
    expect(applied).toEqual(['Control+Alt+M', 'F8']);
    expect(
      (await createWindowSettings(meta, silentLogger, '/x/desk.log').current()).settings,
    ).toEqual(next);
  });
});
