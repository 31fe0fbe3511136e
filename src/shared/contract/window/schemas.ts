import { z } from 'zod';
import { exactly } from '../exactly.ts';
import { callActs } from '../../domain/calls/call-acts.ts';
import {
  type WindowSettings,
  type WindowState,
  callBarModes,
  shortcutFaults,
} from '../../domain/window/window-settings.ts';

const accelerator = z.string().max(60).nullable();

export const windowSettingsSchema = exactly<WindowSettings>()(
  z.strictObject({
    shortcuts: z
      .strictObject({
        answer: accelerator,
        hangUp: accelerator,
        mute: accelerator,
        hold: accelerator,
      })
      .refine((shortcuts) => Object.keys(shortcutFaults(shortcuts)).length === 0),
    callBar: z.enum(callBarModes),
  }),
);

export const windowStateSchema = exactly<WindowState>()(
  z.strictObject({
    settings: windowSettingsSchema,
    kind: z.enum(['window', 'page']),
    taken: z.array(z.enum(callActs)).max(callActs.length).readonly(),
  }),
);
