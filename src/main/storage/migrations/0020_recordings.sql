-- Recordings made at this desk. What is in the files is the truth; these rows say what is known of them.
CREATE TABLE recordings (
  recording_id  TEXT NOT NULL PRIMARY KEY,
  call_id       TEXT NOT NULL,
  agent_work_no TEXT NOT NULL,
  started_at    INTEGER NOT NULL,
  duration_ms   INTEGER NOT NULL DEFAULT 0,
  -- 1 once the phone page has said that all chunks are here: nothing may be appended any more.
  is_finished   INTEGER NOT NULL DEFAULT 0 CHECK (is_finished IN (0, 1)),
  next_seq      INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX recordings_by_call ON recordings (call_id);
CREATE INDEX recordings_by_start ON recordings (started_at DESC);

-- Encrypted files of a recording. `closed` segments are the outbox of the uploader: they are sent until the hub's signed
-- receipt is here. `freed_at`: the local file was removed, with a receipt, after its keeping time.
CREATE TABLE recording_segments (
  recording_id   TEXT NOT NULL REFERENCES recordings (recording_id),
  segment        INTEGER NOT NULL,
  state          TEXT NOT NULL CHECK (state IN ('writing', 'closed', 'synced', 'damaged')),
  byte_length    INTEGER NOT NULL DEFAULT 0,
  sha256         TEXT,
  upload_url     TEXT,
  uploaded_bytes INTEGER NOT NULL DEFAULT 0,
  attempts       INTEGER NOT NULL DEFAULT 0,
  next_try_at    INTEGER NOT NULL DEFAULT 0,
  error          TEXT,
  receipt        TEXT,
  synced_at      INTEGER,
  freed_at       INTEGER,
  PRIMARY KEY (recording_id, segment)
) STRICT, WITHOUT ROWID;
CREATE INDEX recording_segments_waiting ON recording_segments (next_try_at) WHERE state = 'closed';
CREATE INDEX recording_segments_writing ON recording_segments (recording_id) WHERE state = 'writing';

-- What happened to recordings and must never be forgotten; sent to the hub through the outbox.
CREATE TABLE recording_events (
  event_seq    INTEGER PRIMARY KEY AUTOINCREMENT,
  recording_id TEXT NOT NULL,
  call_id      TEXT NOT NULL,
  at           INTEGER NOT NULL,
  kind         TEXT NOT NULL,
  code         TEXT
) STRICT;
CREATE INDEX recording_events_by_recording ON recording_events (recording_id);
