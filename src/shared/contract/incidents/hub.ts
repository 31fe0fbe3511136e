import { z } from 'zod';
import { procedure } from '../base.ts';
import {
  incidentSchema,
  newPointSchema,
  pronePointsSchema,
  sayingSchema,
  stormSchema,
  stormStartSchema,
} from './schemas.ts';

/** Storm mode and incidents: what the lead decides for all desks. They hear of it by the feed. Since contract 3. */
export const incidentsHubContract = {
  /** Starts storm mode, or gives the one that runs another level or reason. The same again makes no new version. */
  startStorm: procedure
    .route({ method: 'POST', path: '/storm/start' })
    .input(stormStartSchema)
    .output(stormSchema),
  /**
   * Ends it. Throws `storm.callersOpen` while a caller is neither answered nor on the list of replies, `storm.notOn` where none runs. `owed` = replies that are
   * still to be dialled.
   */
  endStorm: procedure
    .route({ method: 'POST', path: '/storm/end' })
    .output(z.strictObject({ storm: stormSchema, owed: z.int().min(0) })),
  /** Puts in the list of prone points as a whole. A point whose name stays keeps its id. */
  putPoints: procedure
    .route({ method: 'POST', path: '/storm/points' })
    .input(z.strictObject({ points: z.array(newPointSchema).max(500) }))
    .output(pronePointsSchema),
  /** What callers are told from now on. Throws `incident.notFound`, and `incident.conflict` where somebody has changed it meanwhile. */
  say: procedure
    .route({ method: 'POST', path: '/incidents/say' })
    .input(sayingSchema)
    .output(incidentSchema),
  /** Puts the callers of an incident on the list of replies with the words to say. Throws as `say`. */
  list: procedure
    .route({ method: 'POST', path: '/incidents/list' })
    .input(sayingSchema)
    .output(incidentSchema),
};
