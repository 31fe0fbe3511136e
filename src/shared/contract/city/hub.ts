import { z } from 'zod';
import { procedure } from '../base.ts';
import { idSchema, line } from '../base-schemas.ts';
import { cityTroublesSchema, exchangesPageSchema, exchangesQuerySchema } from './schemas.ts';

/** What the hub and the other systems (the city platform first) have said to each other. For those who oversee; reading it is in the audit. Since contract 3. */
export const cityHubContract = {
  exchanges: procedure
    .route({ method: 'POST', path: '/city/exchanges/query' })
    .input(exchangesQuerySchema)
    .output(exchangesPageSchema),
  /**
   * Has a message tried again now that waits, was refused or could not be read; one that was carried out stays as it is. Throws
   * `input.invalid` for an id that is in no line.
   */
  sendAgain: procedure
    .route({ method: 'POST', path: '/city/exchanges/{exchangeId}/send-again' })
    .input(z.strictObject({ exchangeId: idSchema }))
    .output(z.void()),
  /** What needs somebody. Looking at the number is not in the audit. */
  troubles: procedure.route({ method: 'GET', path: '/city/troubles' }).output(cityTroublesSchema),
  /** Somebody has looked after a line that will not be carried out: it counts no more. `reason` goes into the audit. */
  settle: procedure
    .route({ method: 'POST', path: '/city/exchanges/{exchangeId}/settle' })
    .input(z.strictObject({ exchangeId: idSchema, reason: line(200).regex(/\S/) }))
    .output(z.void()),
};
