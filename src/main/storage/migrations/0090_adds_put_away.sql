-- Missed calls that cannot be called back, put away by whom and why.
CREATE TABLE missed_put_away (
  call_id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  work_no TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
