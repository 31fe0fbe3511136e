import { z } from 'zod';
import { procedure } from '../base.ts';
import { windowSettingsSchema, windowStateSchema } from './schemas.ts';

/** Desk page ↔ host: how the desk behaves among other programs. */
export const windowDeskContract = {
  get: procedure.output(windowStateSchema),
  /** Opens the folder of the log in the system's file manager; nothing happens in a browser. */
  showLog: procedure.output(z.void()),
  /** Answers with what became of it: keys that another program holds are named, the rest works at once. */
  set: procedure.input(windowSettingsSchema).output(windowStateSchema),
};
