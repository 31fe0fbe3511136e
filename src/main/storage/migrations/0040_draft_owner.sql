-- Each person has drafts of their own. `work_no` is who typed it: for drafts from before, the agent of the call that the draft
-- is of; '' = not known, shown to whoever works on that ticket next, so that nothing typed is lost.
CREATE TABLE drafts_by_owner (
  draft_key TEXT NOT NULL,
  work_no   TEXT NOT NULL,
  body      TEXT NOT NULL,
  saved_at  INTEGER NOT NULL,
  PRIMARY KEY (draft_key, work_no)
) STRICT;
INSERT INTO drafts_by_owner (draft_key, work_no, body, saved_at)
  SELECT draft_key, coalesce((SELECT agent_work_no FROM calls WHERE call_id = draft_key), ''), body, saved_at FROM drafts;
DROP TABLE drafts;
ALTER TABLE drafts_by_owner RENAME TO drafts;
