-- Every three neighbouring characters of ticket number (without hyphens) and telephone number: a part of either is found by them.
-- Kept by triggers, so that it is true of rows that the release before writes, too.
CREATE VIRTUAL TABLE ticket_numbers USING fts5 (
  digits, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1'
);
-- Tickets of before are put in by and by while the desk works (fill-ticket-numbers.ts): those up to `next` are there.
CREATE TABLE ticket_numbers_fill (next INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;
INSERT INTO ticket_numbers_fill (next, last) SELECT 0, coalesce(max(row_id), 0) FROM tickets;
CREATE TRIGGER ticket_numbers_of_new AFTER INSERT ON tickets BEGIN
  INSERT INTO ticket_numbers (rowid, digits)
    VALUES (new.row_id, replace(new.ticket_no, '-', '') || ' ' || coalesce(new.number_key, ''));
END;
CREATE TRIGGER ticket_numbers_of_changed AFTER UPDATE OF ticket_no, number_key ON tickets
WHEN old.ticket_no IS NOT new.ticket_no OR old.number_key IS NOT new.number_key BEGIN
  DELETE FROM ticket_numbers WHERE rowid = old.row_id;
  INSERT INTO ticket_numbers (rowid, digits)
    VALUES (new.row_id, replace(new.ticket_no, '-', '') || ' ' || coalesce(new.number_key, ''));
END;
CREATE TRIGGER ticket_numbers_of_gone AFTER DELETE ON tickets BEGIN
  DELETE FROM ticket_numbers WHERE rowid = old.row_id;
END;

-- How many tickets there are, by state: a list says its total without counting.
CREATE TABLE ticket_counts (
  state TEXT NOT NULL PRIMARY KEY,
  n     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO ticket_counts (state, n) SELECT state, count(*) FROM tickets GROUP BY state;
CREATE TRIGGER ticket_counts_of_new AFTER INSERT ON tickets BEGIN
  INSERT INTO ticket_counts (state, n) VALUES (new.state, 1) ON CONFLICT (state) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER ticket_counts_of_changed AFTER UPDATE OF state ON tickets WHEN old.state <> new.state BEGIN
  UPDATE ticket_counts SET n = n - 1 WHERE state = old.state;
  INSERT INTO ticket_counts (state, n) VALUES (new.state, 1) ON CONFLICT (state) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER ticket_counts_of_gone AFTER DELETE ON tickets BEGIN
  UPDATE ticket_counts SET n = n - 1 WHERE state = old.state;
END;
