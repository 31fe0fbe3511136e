import { createStore } from 'zustand/vanilla';
import type { Memory } from './memory.ts';

export const textScales = [100, 110, 125, 150] as const;
export type TextScale = (typeof textScales)[number];
export type Theme = 'light' | 'night';
export type Language = 'zh-CN' | 'en';

export interface ViewState {
  /** Name of the open screen; one that does not exist or is not allowed gives way to the first (`desk/screens.ts`). */
  readonly route: string;
  readonly theme: Theme;
  /** Percent of the 13 px base. */
  readonly textScale: TextScale;
  readonly language: Language;
  go(route: string): void;
  setTheme(theme: Theme): void;
  setTextScale(scale: TextScale): void;
  setLanguage(language: Language): void;
}

/** What is shown and how. Preferences and the open page survive a reload. */
export function createViewStore(memory: Memory) {
  const keep = (key: string, value: string) => memory.set(`view.${key}`, value);
  return createStore<ViewState>()((set) => ({
    route: memory.get('view.route') ?? 'workbench',
    theme: oneOf(['light', 'night'] as const, memory.get('view.theme')) ?? 'light',
    textScale: oneOf(textScales, Number(memory.get('view.textScale'))) ?? 100,
    language: oneOf(['zh-CN', 'en'] as const, memory.get('view.language')) ?? 'zh-CN',
    go: (route) => {
      keep('route', route);
      set({ route });
    },
    setTheme: (theme) => {
      keep('theme', theme);
      set({ theme });
    },
    setTextScale: (textScale) => {
      keep('textScale', String(textScale));
      set({ textScale });
    },
    setLanguage: (language) => {
      keep('language', language);
      set({ language });
    },
  }));
}
export type ViewStore = ReturnType<typeof createViewStore>;

function oneOf<T>(values: readonly T[], value: unknown): T | null {
  return values.find((candidate) => candidate === value) ?? null;
}
