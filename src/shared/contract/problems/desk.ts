import { z } from 'zod';
import { procedure } from '../base.ts';

export const problemsDeskContract = {
  /** Puts away a problem that tells of something past (`isDismissible`); any other one stays. */
  dismiss: procedure.input(z.strictObject({ problemId: z.string().max(80) })).output(z.void()),
};
