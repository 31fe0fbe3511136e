import type { Database } from 'better-sqlite3';
import type { Reader } from '../../shared/domain/tickets/ticket-audience.ts';

/** Rows among which all are that not everybody may read, as `isConfidential` says. */
const isRestricted = `(body LIKE '%"kind":"report"%' OR body LIKE '%"confidential"%'
  OR body LIKE '%"categoryCode":"conduct.%' OR body LIKE '%"against":["%')`;
const isComplaint = `body LIKE '%"against":["%'`;

const isAboutReader = `EXISTS (SELECT 1 FROM json_each(body, '$.against') WHERE value = @workNo)`;
/** As `isStillTakers`. */
const isReaders = `(@workNo <> '' AND state IN ('awaitingSignIn', 'screening', 'selfHandling', 'awaitingApproval')
  AND json_extract(body, '$.work.assignment') IS NULL
  AND EXISTS (SELECT 1 FROM json_each(body, '$.course') AS line WHERE json_extract(line.value, '$.byWorkNo') = @workNo))`;

/** No step of the schema, as `ticketListIndex`. */
export const hiddenTicketsIndex = `
CREATE INDEX IF NOT EXISTS tickets_restricted ON tickets (row_id) WHERE ${isRestricted};
CREATE INDEX IF NOT EXISTS tickets_complaints ON tickets (row_id) WHERE ${isComplaint};
`;

/**
 * Rows of the copy that `reader` may not read: `mayReadTicket` in the words of the database. The hub sends no such ticket; but the
 * person before at this desk may have been sent it, and the hub may be away. Few, and mostly none.
 */
export function prepareHidden(db: Database): (reader: Reader) => readonly number[] {
  const ofAgent = db
    .prepare<{ workNo: string }, number>(
      `SELECT row_id FROM tickets WHERE ${isRestricted}
       AND CASE WHEN json_valid(body) THEN ${isAboutReader} OR NOT ${isReaders} ELSE 1 END`,
    )
    .pluck();
  const ofLead = db
    .prepare<{ workNo: string }, number>(
      `SELECT row_id FROM tickets WHERE ${isComplaint}
       AND CASE WHEN json_valid(body) THEN ${isAboutReader} ELSE 1 END`,
    )
    .pluck();
  const all = db.prepare<[], number>('SELECT row_id FROM tickets').pluck();
  return ({ role, workNo }) => {
    if (role === 'lead' || role === 'officer') return ofLead.all({ workNo });
    // Nobody else works at a desk with tickets.
    return role === 'agent' ? ofAgent.all({ workNo }) : all.all();
  };
}
