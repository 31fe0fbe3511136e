-- "Has somebody spoken with this number since?" for missed calls.
CREATE INDEX calls_by_number ON calls (number_key, started_at);
