import { z } from 'zod';
import { callActs } from '../../domain/calls/call-acts.ts';
import {
  type WindowSettings,
  type WindowState,
  callBarModes,
  shortcutFaults,
} from '../../domain/window/window-settings.ts';
import { procedure } from '../base.ts';

const accelerator = z.string().max(60).nullable();

export const windowSettingsSchema = z.strictObject({
  shortcuts: z
    .strictObject({
      answer: accelerator,
      hangUp: accelerator,
      mute: accelerator,
      hold: accelerator,
    })
    .refine((shortcuts) => Object.keys(shortcutFaults(shortcuts)).length === 0),
  callBar: z.enum(callBarModes),
}) satisfies z.ZodType<WindowSettings>;

const windowStateSchema = z.strictObject({
  settings: windowSettingsSchema,
  kind: z.enum(['window', 'page']),
  taken: z.array(z.enum(callActs)).max(callActs.length).readonly(),
}) satisfies z.ZodType<WindowState>;

/** Desk page ↔ host: how the desk behaves among other programs. */
export const windowContract = {
  get: procedure.output(windowStateSchema),
  /** Answers with what became of it: keys that another program holds are named, the rest works at once. */
  set: procedure.input(windowSettingsSchema).output(windowStateSchema),
};
