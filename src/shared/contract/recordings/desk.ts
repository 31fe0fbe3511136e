import { z } from 'zod';
import { procedure } from '../base.ts';
import { heardInputSchema } from './schemas.ts';

/** What the desk page tells of listening. Sound and time lines come by URL, see `http-paths.ts`. */
export const recordingsDeskContract = {
  /** Tells the hub how much of a recording was heard; throws its codes. */
  heard: procedure.input(heardInputSchema).output(z.void()),
};
