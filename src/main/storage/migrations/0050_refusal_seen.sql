-- When a person has seen to a command that the hub had refused; NULL = it is told again at each start.
ALTER TABLE outbox ADD COLUMN seen_at INTEGER;
