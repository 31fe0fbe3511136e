import { createStore } from 'zustand/vanilla';
import type { Kept } from '../../shared/kept/kept.ts';
import { keptView, type textScales, type themes } from '../../shared/kept/view.ts';
import type { Memory } from './memory.ts';

export type TextScale = (typeof textScales)[number];
export type Theme = (typeof themes)[number];

export interface ViewState {
  /** Name of the open screen; one that does not exist or is not allowed gives way to the first (`desk/screens.ts`). */
  readonly route: string;
  readonly theme: Theme;
  /** Percent of the 13 px base. */
  readonly textScale: TextScale;
  go(route: string): void;
  setTheme(theme: Theme): void;
  setTextScale(scale: TextScale): void;
}

/** What is shown and how. Preferences and the open page survive a reload. */
export function createViewStore(memory: Memory) {
  const kept = <T>(value: Kept<T>) => value.read(memory.get(value.key));
  const keep = <T>(value: Kept<T>, next: T) => memory.set(value.key, value.write(next));
  return createStore<ViewState>()((set) => ({
    route: kept(keptView.route),
    theme: kept<Theme>(keptView.theme),
    textScale: kept<TextScale>(keptView.textScale),
    go: (route) => {
      keep(keptView.route, route);
      set({ route });
    },
    setTheme: (theme) => {
      keep(keptView.theme, theme);
      set({ theme });
    },
    setTextScale: (textScale) => {
      keep(keptView.textScale, textScale);
      set({ textScale });
    },
  }));
}
export type ViewStore = ReturnType<typeof createViewStore>;
