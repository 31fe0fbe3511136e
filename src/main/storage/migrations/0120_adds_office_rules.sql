-- The hub's newest version of each rule that the office gives itself.
CREATE TABLE office_rules (
  kind TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  by_work_no TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
