-- Incidents as the hub has told them.
CREATE TABLE incidents (
  incident_id TEXT PRIMARY KEY,
  storm_id TEXT,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX incidents_storm ON incidents (storm_id);
-- Tickets that name one, and when they did; true of rows of a program of before, too, which have none.
CREATE INDEX tickets_joined ON tickets (
  CASE WHEN json_valid(body) THEN json_extract(body, '$.work.incident.at') END
) WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.work.incident.incidentId') END IS NOT NULL;
-- What happened lately, whatever the place is called.
CREATE INDEX tickets_opened ON tickets (opened_at);
