-- Tickets that this desk's user may not see (any more), and how far what full texts keep of them is wiped. Nothing of them is here.
CREATE TABLE tickets_gone (
  ticket_id TEXT NOT NULL PRIMARY KEY,
  wipe      TEXT NOT NULL DEFAULT 'waiting' CHECK (wipe IN ('waiting', 'running', 'done'))
) STRICT, WITHOUT ROWID;
