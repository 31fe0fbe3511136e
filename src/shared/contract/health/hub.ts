import { z } from 'zod';
import { procedure } from '../base.ts';

/** `version` only for somebody signed in: what runs here is nobody else's business. */
export const healthHubContract = procedure.route({ method: 'GET', path: '/health' }).output(
  z.strictObject({
    name: z.literal('hotline-hub'),
    version: z.string().optional(),
    now: z.int(),
  }),
);
