import { openedBy } from '../../../shared/domain/incidents/incident.ts';
import { isConfidential } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';

/**
 * The incident that a kept ticket names, opened by the first ticket that does, with its row of the feed. Belongs in the transaction in which the
 * ticket was kept. One that is there stays as it is: whoever joins changes nothing of it. A confidential ticket opens none: everybody at a desk
 * would read its place there.
 */
export async function openIncident(
  { incidents, feed }: Pick<HubRepositories, 'incidents' | 'feed'>,
  ticket: Ticket,
): Promise<void> {
  const incident = isConfidential(ticket) ? null : openedBy(ticket);
  if (incident === null || (await incidents.get(incident.incidentId)) !== null) return;
  await incidents.put({ ...incident, revision: 1 });
  await feed.append('incident', incident.incidentId);
}
