import type { Database } from 'better-sqlite3';
import { incidentSchema } from '../../shared/contract/incidents/schemas.ts';
import { ticketSchema } from '../../shared/contract/tickets/schemas.ts';
import type { CallerTicket, Incident } from '../../shared/domain/incidents/incident.ts';
import {
  type Hint,
  type HintDraft,
  type HintIncident,
  hintPresets,
  hintsFor,
} from '../../shared/domain/incidents/hints.ts';
import type { DepartmentCatalogue } from '../../shared/domain/office/departments.ts';
import { type PlaceHistory, placeHistory } from '../../shared/domain/incidents/place-history.ts';
import { readPlace } from '../../shared/domain/incidents/place-words.ts';
import type { SoundsOf } from '../../shared/domain/incidents/same-place.ts';
import type { PronePoint } from '../../shared/domain/incidents/storm.ts';
import { type Reader, mayReadTicket } from '../../shared/domain/tickets/ticket-audience.ts';
import type { Ticket } from '../../shared/domain/tickets/ticket.ts';
import { shownBodies } from '../../shared/kept/body.ts';
import { pairsOf } from '../../shared/node/search/chinese-words.ts';
import { suppliedSearchWords } from '../../shared/node/search/search-words.ts';
import { createSounds } from '../../shared/node/search/sounds.ts';

interface BodyRow {
  readonly body: string;
}

/** What the board and the hints are made of. */
export interface BoardSources {
  readonly incidents: readonly Incident[];
  readonly tickets: readonly CallerTicket[];
}

/** Candidates of each sort; who gives a hint looks at all of them. */
const most = 150;
/** Tickets on a board; more callers than in a year's worst day of the whole office. */
const mostCallers = 2000;
const dayMs = 24 * 3_600_000;
/** A pair of characters that half of all addresses have finds nothing. */
const commonPair = /^(?:大道|大街|武汉|汉市|交叉|叉口|路口|附近|门口)$/u;

const joined = `CASE WHEN json_valid(body) THEN json_extract(body, '$.work.incident.incidentId') END`;
const joinedAt = `CASE WHEN json_valid(body) THEN json_extract(body, '$.work.incident.at') END`;

/** Incidents, and what is found of a place while somebody types. */
export function createIncidentQueries(db: Database) {
  const write = db.prepare(
    'INSERT OR REPLACE INTO incidents (incident_id, storm_id, body) VALUES (?, ?, ?)',
  );
  const all = db.prepare<[], BodyRow>('SELECT body FROM incidents');
  const ofStorm = db.prepare<[string], BodyRow>('SELECT body FROM incidents WHERE storm_id = ?');
  const callers = db.prepare<[number], BodyRow>(
    `SELECT body FROM tickets WHERE ${joined} IS NOT NULL ORDER BY ${joinedAt} DESC LIMIT ?`,
  );
  const ofNumber = db.prepare<[string, number], BodyRow>(
    'SELECT body FROM tickets WHERE number_key = ? ORDER BY opened_at DESC LIMIT ?',
  );
  const lately = db.prepare<[number, number], BodyRow>(
    'SELECT body FROM tickets WHERE opened_at >= ? ORDER BY opened_at DESC LIMIT ?',
  );
  const byWords = db.prepare<[string, number], BodyRow>(
    `SELECT body FROM tickets WHERE row_id IN (
       SELECT rowid FROM ticket_words WHERE ticket_words MATCH ? ORDER BY rowid DESC LIMIT ?)`,
  );
  let sounds: SoundsOf | null = null;
  /** The table of readings is made with the first question. */
  const soundsOf: SoundsOf = (text) => {
    sounds ??= soundsBy(createSounds(suppliedSearchWords));
    return sounds(text);
  };
  const incidentsOf = (stormId: string | null) =>
    shownBodies(incidentSchema, stormId === null ? all.all() : ofStorm.all(stormId));
  /** What is not for the reader gives no hint and stands on no board. */
  const read = (reader: Reader, rows: readonly BodyRow[]) =>
    shownBodies(ticketSchema, rows).filter((ticket) => mayReadTicket(reader, ticket));
  const candidates = (reader: Reader, draft: HintDraft): readonly Ticket[] => {
    const since = draft.at - hintPresets.repeatDays * dayMs;
    const expression = expressionOf(draft);
    const rows = [
      ...(draft.numberKey === null ? [] : ofNumber.all(draft.numberKey, most)),
      ...(expression === '' ? [] : byWords.all(expression, most)),
      // Written by sound, a name may share no two characters with itself.
      ...lately.all(since, most),
    ];
    const found = read(reader, rows);
    return [...new Map(found.map((ticket) => [ticket.ticketId, ticket])).values()];
  };
  return {
    applyIncidents: db.transaction((incidents: readonly Incident[]): void => {
      for (const incident of incidents)
        write.run(incident.incidentId, incident.stormId, JSON.stringify(incident));
    }),
    board: (reader: Reader, stormId: string | null): BoardSources => ({
      incidents: incidentsOf(stormId),
      tickets: read(reader, callers.all(mostCallers))
        .filter(({ work }) => stormId === null || work?.incident?.stormId === stormId)
        .map(callerOf),
    }),
    hints(
      draft: HintDraft,
      known: {
        readonly reader: Reader;
        readonly points: readonly PronePoint[];
        readonly stormId: string | null;
      },
    ): readonly Hint[] {
      const { reader, points, stormId } = known;
      const incidents = stormId === null ? [] : openIncidents(reader, stormId);
      return hintsFor(
        draft,
        { tickets: candidates(reader, draft), incidents, points },
        { soundsOf },
      );
    },
    history: (reader: Reader, draft: HintDraft, departments: DepartmentCatalogue): PlaceHistory =>
      placeHistory(draft, candidates(reader, draft), { soundsOf, departments }),
  };

  /** Also those that the hub has not heard of yet: a ticket of this desk names them. */
  function openIncidents(reader: Reader, stormId: string): readonly HintIncident[] {
    const told = incidentsOf(stormId);
    const named = read(reader, callers.all(mostCallers)).flatMap(({ work, district }) =>
      work?.incident?.stormId === stormId ? [{ ...work.incident, district }] : [],
    );
    return [...new Map([...named, ...told].map((one) => [one.incidentId, one])).values()].map(
      ({ incidentId, point, pointId, district }) => ({
        incidentId,
        point,
        pointId,
        district,
        stormId,
      }),
    );
  }
}

function soundsBy({ heard }: ReturnType<typeof createSounds>): SoundsOf {
  return (text) => heard(text).same;
}

/** Every ticket whose words have a pair of neighbouring characters with a name in this address. */
function expressionOf({ address, district }: HintDraft): string {
  const { roads, landmark } = readPlace(address, district);
  const pairs = [...roads, landmark].flatMap(pairsOf).filter((pair) => !commonPair.test(pair));
  return [...new Set(pairs)].map((pair) => `"${pair}"`).join(' OR ');
}

/** What the board needs of a ticket. */
function callerOf(ticket: Ticket): CallerTicket {
  const { ticketId, ticketNo, state, requesterName, requesterNumber, numberKey } = ticket;
  const { district, address, content, handler, openedAt, closedAt, closedAs, flags, work } = ticket;
  return {
    ticketId,
    ticketNo,
    state,
    requesterName,
    requesterNumber,
    numberKey,
    district,
    address,
    content,
    handler,
    openedAt,
    closedAt,
    closedAs,
    flags,
    work,
  };
}
