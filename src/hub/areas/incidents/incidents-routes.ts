import type { Guards } from '../../http/guards.ts';
import type { IncidentDeps } from './incident-deps.ts';
import { putPoints } from './put-points.ts';
import { sayOfIncident } from './say-of-incident.ts';
import { endStorm, startStorm } from './set-storm.ts';

/** Storm mode and incidents: set by the lead, heard of by every desk through the feed. Each is in the audit (`officeRuleSet`, `incidentSet`). */
export function incidentsRoutes({ allowed }: Guards, deps: IncidentDeps) {
  const lead = allowed('lead').incidents;
  return {
    incidents: {
      startStorm: lead.startStorm.handler(({ input, context: { signedIn } }) =>
        startStorm(deps, signedIn, input),
      ),
      endStorm: lead.endStorm.handler(({ context: { signedIn } }) => endStorm(deps, signedIn)),
      putPoints: lead.putPoints.handler(({ input, context: { signedIn } }) =>
        putPoints(deps, signedIn, input.points),
      ),
      say: lead.say.handler(({ input, context: { signedIn } }) =>
        sayOfIncident(deps, signedIn, { ...input, what: 'says' }),
      ),
      list: lead.list.handler(({ input, context: { signedIn } }) =>
        sayOfIncident(deps, signedIn, { ...input, what: 'reply' }),
      ),
    },
  };
}
