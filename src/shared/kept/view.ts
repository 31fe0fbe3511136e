import { z } from 'zod';
import { kept, keptText } from './kept.ts';

export const textScales = [100, 110, 125, 150] as const;
export const themes = ['light', 'night'] as const;

/** How the desk looks, in the storage of its page. `desk.view.language` of earlier releases is no longer read (ADR 0215). */
export const keptView = {
  route: keptText('desk.view.route', z.string().max(40), { fallback: 'workbench' }),
  theme: keptText('desk.view.theme', z.enum(themes), { fallback: 'light' }),
  textScale: kept('desk.view.textScale', z.literal(textScales), { fallback: 100 }),
} as const;
