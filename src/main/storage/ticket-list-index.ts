const ofBody = (path: string) =>
  `CASE WHEN json_valid(body) THEN json_extract(body, '$.${path}') END`;

const [ownDue, mergedDue] = [
  `json_extract(body, '$.deadline.dueAt')`,
  `json_extract(body, '$.work.firstDueAt')`,
];
/** `outerDueAt`: the earlier of both, or the one that there is. */
const dueAt = `CASE WHEN json_valid(body) THEN min(ifnull(${ownDue}, ${mergedDue}), ifnull(${mergedDue}, ${ownDue})) END`;
const closedAt = ofBody('closedAt');

/** First what is still open, soonest deadline first, then what has none, oldest first; then the finished ones, newest first. */
const orderBy = (due: string, closed: string) =>
  `is_open DESC, iif(is_open, ${due} IS NULL, 0), iif(is_open, ${due}, 0), ${closed} DESC, opened_at, row_id`;

/** That order out of `ticketRows`. */
export const deadlineOrder = orderBy('due_at', 'closed_at');

/** That order out of the table, in the very words of the index `tickets_in_order`: SQLite takes no others for the same. */
export const keptOrder = orderBy(dueAt, closedAt);

/**
 * Closed, and a call-back is owed; or open, and taken to somebody above, or applied for something. In the words of the index
 * `tickets_waited_for`.
 */
export const waitedFor = `CASE WHEN json_valid(body) THEN iif(is_open,
  json_extract(body, '$.work.escalations') IS NOT NULL OR json_extract(body, '$.work.applications[0]') IS NOT NULL,
  json_extract(body, '$.callbackOwed')) END`;

/** What a list of tickets is narrowed and ordered by, out of whatever `FROM` follows. */
export const ticketRows = `SELECT
  row_id,
  is_open,
  ${dueAt} AS due_at,
  state,
  opened_at,
  ${closedAt} AS closed_at,
  ${ofBody('categoryCode')} AS category_code,
  ${ofBody('district')} AS district,
  ${ofBody('kind')} AS kind,
  ${ofBody('course[0].byWorkNo')} AS opened_by,
  ${ofBody('flags')} AS flags,
  number_key,
  ticket_no
FROM tickets`;

/**
 * `tickets_to_list` holds all that a list is narrowed and ordered by: its question is answered out of that one index, so that a search
 * can look at every hit, and bodies are read only of the rows that are shown. `tickets_in_order` is in the order of a list that nobody has
 * sorted: a page of it is read where it stands. `tickets_waited_for` has the few that no state of theirs says are waited for. What stands in `body` alone is indexed as it stands there: true also of rows that a
 * program of before writes. A body that cannot be read has nothing of it.
 *
 * No step of the schema: nothing is kept in it, it is made where it is missing, and a program of before opens the database with it. One that
 * went by a ticket's own deadline alone makes its own under its own names (`tickets_listed`, `tickets_ordered`, `ticket_list`), which are dropped here.
 */
export const ticketListIndex = `
DROP VIEW IF EXISTS ticket_list;
DROP INDEX IF EXISTS tickets_listed;
DROP INDEX IF EXISTS tickets_ordered;
CREATE INDEX IF NOT EXISTS tickets_to_list ON tickets (
  is_open DESC,
  ${dueAt},
  state,
  opened_at,
  ${closedAt},
  ${ofBody('categoryCode')},
  ${ofBody('district')},
  ${ofBody('kind')},
  ${ofBody('course[0].byWorkNo')},
  ${ofBody('flags')},
  number_key,
  ticket_no
);
CREATE INDEX IF NOT EXISTS tickets_in_order ON tickets (${keptOrder}, state);
CREATE INDEX IF NOT EXISTS tickets_waited_for ON tickets (row_id) WHERE ${waitedFor};
CREATE VIEW IF NOT EXISTS listed_tickets AS ${ticketRows} INDEXED BY tickets_to_list;
`;
