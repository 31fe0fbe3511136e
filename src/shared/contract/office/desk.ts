import { z } from 'zod';
import { procedure } from '../base.ts';
import { calendarYearSchema, officeYearsSchema, putYearAnswer } from './schemas.ts';

/** The office's own rules, for whoever sets them: both ask the hub. */
export const officeDeskContract = {
  /**
   * The years that have been put in, `null` = none. `provisional`: open tickets whose deadline a further year may settle, `null` = a hub of
   * before does not say.
   */
  years: procedure.output(
    z.strictObject({
      put: officeYearsSchema.nullable(),
      provisional: z.int().min(0).nullable(),
    }),
  ),
  /** See `officeHubContract`. */
  putCalendarYear: procedure
    .input(z.strictObject({ year: calendarYearSchema }))
    .output(putYearAnswer),
};
