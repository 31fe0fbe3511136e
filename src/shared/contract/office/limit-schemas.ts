import { z } from 'zod';
import { isLimit, limitUnits } from '../../domain/tickets/limits.ts';
import { text } from '../base-schemas.ts';

/** Presets of limits as they cross boundaries. Since contract 3. */

const limitSchema = z
  .strictObject({
    /** `LimitKey`; one of another release is kept and not read. */
    key: text(40).regex(/^[A-Za-z.]+$/),
    unit: z.enum(limitUnits),
    count: z.int().min(1).max(10_000),
  })
  .refine(isLimit);

/** What the rule `limits` holds. */
export const limitsBodySchema = z.strictObject({
  limits: z.array(limitSchema).max(200).readonly(),
});

/** All presets as they are put in; `seen` = the version over which they were written. */
export const putLimitsInput = z.strictObject({
  seen: z.int().min(0),
  ...limitsBodySchema.shape,
});
