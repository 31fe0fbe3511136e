import { createStore } from 'zustand/vanilla';
import type { Memory } from './memory.ts';

export const routes = [
  'workbench',
  'tickets',
  'knowledge',
  'calls',
  'recordings',
  'team',
  'audit',
] as const;
export type Route = (typeof routes)[number];

export const textScales = [100, 110, 125, 150] as const;
export type TextScale = (typeof textScales)[number];
export type Theme = 'light' | 'night';
export type Language = 'zh-CN' | 'en';

export interface ViewState {
  readonly route: Route;
  readonly theme: Theme;
  /** Percent of the 13 px base. */
  readonly textScale: TextScale;
  readonly language: Language;
  go(route: Route): void;
  setTheme(theme: Theme): void;
  setTextScale(scale: TextScale): void;
  setLanguage(language: Language): void;
}

/** What is shown and how. Preferences and the open page survive a reload. */
export function createViewStore(memory: Memory) {
  const keep = (key: string, value: string) => memory.set(`view.${key}`, value);
  return createStore<ViewState>()((set) => ({
    route: oneOf(routes, memory.get('view.route')) ?? 'workbench',
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
