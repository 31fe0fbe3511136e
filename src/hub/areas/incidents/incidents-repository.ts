import { sql } from 'kysely';
import { incidentSchema } from '../../../shared/contract/incidents/schemas.ts';
import { ticketSchema } from '../../../shared/contract/tickets/schemas.ts';
import type { Incident } from '../../../shared/domain/incidents/incident.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { HubDatabase } from '../../storage/hub-store.ts';
import { parseBodies, parseBody } from '../../storage/parse-body.ts';

/** Incidents. Who changes one moves it to the end of the feed in the same transaction. */
export interface IncidentsRepository {
  get(incidentId: string): Promise<Incident | null>;
  list(incidentIds: readonly string[]): Promise<readonly Incident[]>;
  put(incident: Incident): Promise<void>;
  ofStorm(stormId: string): Promise<readonly Incident[]>;
  /** Tickets that name an incident of the storm, and that this program can read. */
  callersOf(stormId: string): Promise<readonly Ticket[]>;
}

type IncidentTables = {
  incidents: { incident_id: string; storm_id: string | null; revision: number; body: string };
  tickets: { ticket_id: string; body: string };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly incidents: IncidentsRepository;
  }
}

const read = (rows: readonly { readonly body: string }[]) =>
  parseBodies(
    incidentSchema,
    rows.map(({ body }) => body),
  );

export function createIncidentsRepository(hub: HubDatabase): IncidentsRepository {
  const db = hub.withTables<IncidentTables>();
  return {
    async get(incidentId) {
      const row = await db
        .selectFrom('incidents')
        .select('body')
        .where('incident_id', '=', incidentId)
        .executeTakeFirst();
      return row ? parseBody(incidentSchema, row.body) : null;
    },
    async list(incidentIds) {
      if (incidentIds.length === 0) return [];
      const found = db.selectFrom('incidents').select('body');
      return read(await found.where('incident_id', 'in', incidentIds).execute());
    },
    async put(incident) {
      const { incidentId: incident_id, stormId: storm_id, revision } = incident;
      const values = { storm_id, revision, body: JSON.stringify(incident) };
      await db
        .insertInto('incidents')
        .values({ incident_id, ...values })
        .onConflict((conflict) => conflict.column('incident_id').doUpdateSet(values))
        .execute();
    },
    async ofStorm(stormId) {
      const found = db.selectFrom('incidents').select('body').where('storm_id', '=', stormId);
      return read(await found.execute());
    },
    async callersOf(stormId) {
      const rows = await db
        .selectFrom('tickets')
        .select('body')
        // In the words of the index `tickets_joined`.
        .where(sql<boolean>`body like '%"incident":{%'`)
        .execute();
      return parseBodies(
        ticketSchema,
        rows.map(({ body }) => body),
      ).filter(({ work }) => work?.incident?.stormId === stormId);
    },
  };
}
