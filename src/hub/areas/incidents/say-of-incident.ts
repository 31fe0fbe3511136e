import { AppError } from '../../../shared/app-error.ts';
import { type Incident, withListed, withSaid } from '../../../shared/domain/incidents/incident.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';
import type { IncidentDeps } from './incident-deps.ts';

interface Saying {
  readonly incidentId: string;
  readonly what: 'says' | 'reply';
  readonly text: string;
  /** The version over which it was written. */
  readonly seen: number;
}

/** What callers are told, or the words of the reply that puts them on the list. Throws `incident.notFound`, `incident.conflict`. */
export function sayOfIncident(
  { store, clock, changes }: IncidentDeps,
  signedIn: SignedIn,
  { incidentId, what, text, seen }: Saying,
): Promise<Incident> {
  const at = clock.now();
  return store
    .transaction(async ({ incidents, feed, audit }) => {
      const incident = await incidents.get(incidentId);
      if (!incident) throw new AppError('incident.notFound');
      const now = what === 'says' ? incident.says.at(-1) : incident.reply;
      // Sent twice, because the answer was lost: it stands there already.
      if (now?.text === text && now.version === seen + 1) return incident;
      if ((now?.version ?? 0) !== seen) throw new AppError('incident.conflict');
      const said = { text, at, byWorkNo: signedIn.user.workNo };
      const next = what === 'says' ? withSaid(incident, said) : withListed(incident, said);
      await incidents.put(next);
      await feed.append('incident', incidentId);
      const row = { at, action: 'incidentSet', subjectId: incidentId, code: null } as const;
      await audit.append({ ...row, ...auditFacts(signedIn) });
      return next;
    })
    .then((incident) => {
      changes.notify();
      return incident;
    });
}
