-- Facts of this desk: its id, the replica's position, the kept session.
CREATE TABLE meta (
  key   TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Replica of the hub's tickets plus what this desk has changed. `body` is the whole ticket as JSON; the other columns
-- are what it is found by. `hub_body`: a newer ticket of the hub, held back while own commands wait in the outbox.
CREATE TABLE tickets (
  row_id     INTEGER PRIMARY KEY,
  ticket_id  TEXT NOT NULL UNIQUE,
  ticket_no  TEXT NOT NULL,
  state      TEXT NOT NULL,
  is_open    INTEGER NOT NULL CHECK (is_open IN (0, 1)),
  number_key TEXT,
  opened_at  INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision   INTEGER NOT NULL,
  body       TEXT NOT NULL,
  hub_body   TEXT
) STRICT;
CREATE INDEX tickets_by_number ON tickets (number_key, is_open DESC, opened_at DESC);
CREATE INDEX tickets_by_no ON tickets (ticket_no);
CREATE INDEX tickets_by_update ON tickets (updated_at DESC);
CREATE INDEX tickets_by_state ON tickets (state, updated_at DESC);
CREATE VIRTUAL TABLE ticket_words USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61 remove_diacritics 0'
);

-- Last number given to a new ticket, per day (Asia/Shanghai) and agent.
CREATE TABLE ticket_counters (
  day     TEXT NOT NULL,
  work_no TEXT NOT NULL,
  last    INTEGER NOT NULL,
  PRIMARY KEY (day, work_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE knowledge (
  row_id      INTEGER PRIMARY KEY,
  entry_id    TEXT NOT NULL UNIQUE,
  valid_from  INTEGER NOT NULL,
  valid_until INTEGER,
  updated_at  INTEGER NOT NULL,
  body        TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE knowledge_words USING fts5 (
  title, body, content = '', contentless_delete = 1, detail = column, tokenize = 'unicode61 remove_diacritics 0'
);

CREATE TABLE drafts (
  draft_key TEXT NOT NULL PRIMARY KEY,
  body      TEXT NOT NULL,
  saved_at  INTEGER NOT NULL
) STRICT;

-- Own calls. `body` is the folded call (`CallFold`) as JSON.
CREATE TABLE calls (
  call_id       TEXT NOT NULL PRIMARY KEY,
  agent_work_no TEXT NOT NULL,
  number_key    TEXT,
  direction     TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  started_at    INTEGER NOT NULL,
  ended_at      INTEGER,
  body          TEXT NOT NULL
) STRICT;
CREATE INDEX calls_by_agent ON calls (agent_work_no, started_at DESC);
CREATE INDEX calls_running ON calls (call_id) WHERE ended_at IS NULL;

-- Commands for the hub, sent in the order of `seq`. `accepted` rows stay a while so that repeats are recognised.
CREATE TABLE outbox (
  seq          INTEGER PRIMARY KEY AUTOINCREMENT,
  command_id   TEXT NOT NULL UNIQUE,
  work_no      TEXT NOT NULL,
  kind         TEXT NOT NULL,
  ticket_id    TEXT,
  body         TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'refused')),
  refused_code TEXT,
  attempts     INTEGER NOT NULL DEFAULT 0,
  created_at   INTEGER NOT NULL,
  decided_at   INTEGER
) STRICT;
CREATE INDEX outbox_waiting ON outbox (seq) WHERE state = 'waiting';
CREATE INDEX outbox_waiting_tickets ON outbox (ticket_id) WHERE state = 'waiting';
