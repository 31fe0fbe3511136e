/**
 * What a list of tickets is narrowed and ordered by: the whole of its question is answered out of one index, so that a search can
 * look at every hit, and bodies are read only of the rows that are shown. What stands in `body` alone is indexed as it stands there:
 * true also of rows that a program of before writes. A body that cannot be read has nothing of it.
 *
 * No step of the schema: nothing is kept in it, it is made where it is missing, and a program of before opens the database with it.
 */
export const ticketListIndex = `
CREATE INDEX IF NOT EXISTS tickets_listed ON tickets (
  is_open DESC,
  CASE WHEN json_valid(body) THEN json_extract(body, '$.deadline.dueAt') END,
  state,
  opened_at,
  CASE WHEN json_valid(body) THEN json_extract(body, '$.closedAt') END,
  CASE WHEN json_valid(body) THEN json_extract(body, '$.categoryCode') END,
  CASE WHEN json_valid(body) THEN json_extract(body, '$.district') END,
  CASE WHEN json_valid(body) THEN json_extract(body, '$.kind') END,
  CASE WHEN json_valid(body) THEN json_extract(body, '$.course[0].byWorkNo') END,
  CASE WHEN json_valid(body) THEN json_extract(body, '$.flags') END,
  number_key,
  ticket_no
);
CREATE VIEW IF NOT EXISTS ticket_list AS SELECT
  row_id,
  is_open,
  CASE WHEN json_valid(body) THEN json_extract(body, '$.deadline.dueAt') END AS due_at,
  state,
  opened_at,
  CASE WHEN json_valid(body) THEN json_extract(body, '$.closedAt') END AS closed_at,
  CASE WHEN json_valid(body) THEN json_extract(body, '$.categoryCode') END AS category_code,
  CASE WHEN json_valid(body) THEN json_extract(body, '$.district') END AS district,
  CASE WHEN json_valid(body) THEN json_extract(body, '$.kind') END AS kind,
  CASE WHEN json_valid(body) THEN json_extract(body, '$.course[0].byWorkNo') END AS opened_by,
  CASE WHEN json_valid(body) THEN json_extract(body, '$.flags') END AS flags,
  number_key,
  ticket_no
FROM tickets INDEXED BY tickets_listed;
`;
