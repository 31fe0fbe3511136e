import { z } from 'zod';
import { idSchema, line } from '../base-schemas.ts';
import { procedure } from '../base.ts';

/** What the person at this desk has put aside; told in `DeskState.aside`, kept through restarts. */
export const workspacesDeskContract = {
  /** Puts a conversation or a ticket opened by hand aside. It still owes what it owed. */
  putAside: procedure.input(z.strictObject({ key: idSchema, reason: line(200) })).output(z.void()),
  takeUp: procedure.input(z.strictObject({ key: idSchema })).output(z.void()),
};
