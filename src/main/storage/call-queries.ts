import type { Database } from 'better-sqlite3';
import type { CallListFilter } from '../../shared/contract/calls/schemas.ts';
import { readNumberSearch } from '../../shared/numbers/phone-number.ts';
import { workspaceLimit } from '../../shared/domain/workspaces/workspace.ts';
import { readBody, shownBodies } from '../../shared/kept/body.ts';
import { type CallFold, callFoldSchema } from './call-fold.ts';
import { recordingColumns } from './recording-rows.ts';

export interface PutAwayRow {
  readonly callId: string;
  readonly at: number;
  readonly workNo: string;
  readonly reason: string;
}

/** Calls taken at this desk. Written durably at each turn that must not be forgotten: begin, answer, hold, end. */
export function createCallQueries(db: Database) {
  const write = db.prepare(
    `INSERT INTO calls (call_id, agent_work_no, number_key, direction, started_at, ended_at, body)
     VALUES (@callId, @agentWorkNo, @numberKey, @direction, @startedAt, @endedAt, @body)
     ON CONFLICT (call_id) DO UPDATE SET
       number_key = excluded.number_key, ended_at = excluded.ended_at, body = excluded.body`,
  );
  const read = db.prepare<[string], { body: string }>('SELECT body FROM calls WHERE call_id = ?');
  const running = db.prepare<[], { body: string }>('SELECT body FROM calls WHERE ended_at IS NULL');
  const missed = db.prepare<[{ since: number }], { body: string }>(
    `SELECT body FROM calls AS missed
     WHERE direction = 'inbound' AND ended_at IS NOT NULL AND started_at >= @since
       AND json_extract(body, '$.record.endReason') IN ('missed', 'declined', 'failed', 'connectionLost', 'deskDied')
       AND json_extract(body, '$.record.answeredAt') IS NULL
       AND NOT EXISTS (
         SELECT 1 FROM calls AS talk
         WHERE talk.number_key = missed.number_key AND talk.started_at > missed.started_at
           AND json_extract(talk.body, '$.record.answeredAt') IS NOT NULL)
     ORDER BY started_at`,
  );
  const owed = db.prepare<[{ workNo: string; since: number }], { body: string }>(
    `SELECT body FROM calls
     WHERE agent_work_no = @workNo AND started_at >= @since AND ended_at IS NOT NULL
       AND json_type(body, '$.record.result') = 'null'
       AND json_type(body, '$.record.answeredAt') <> 'null'
       AND json_type(body, '$.record.servesCallId') IS NULL
     ORDER BY started_at DESC LIMIT ${workspaceLimit}`,
  );
  const putAway = db.prepare(
    'INSERT INTO missed_put_away (call_id, at, work_no, reason) VALUES (@callId, @at, @workNo, @reason) ON CONFLICT DO NOTHING',
  );
  const away = db.prepare<[{ since: number }], PutAwayRow>(
    'SELECT call_id AS callId, at, work_no AS workNo, reason FROM missed_put_away WHERE at >= @since',
  );
  return {
    saveCall({ record, ...fold }: CallFold): void {
      write.run({
        callId: record.callId,
        agentWorkNo: record.agentWorkNo,
        numberKey: record.number.key,
        direction: record.direction,
        startedAt: record.startedAt,
        endedAt: record.endedAt,
        body: JSON.stringify({ record, ...fold }),
      });
    },
    getCall(callId: string): CallFold | null {
      const row = read.get(callId);
      return row ? (writable([row])[0] ?? null) : null;
    },
    runningCalls: (): CallFold[] => writable(running.all()),
    /** Own calls since `since` that owe their result (`owesResult`); the newest ones that a desk holds open. */
    owedCalls: (workNo: string, since: number): CallFold[] => writable(owed.all({ workNo, since })),
    /** Missed inbound calls since `since` whose number nobody here has spoken with afterwards, oldest first. */
    missedCalls: (since: number): CallFold[] => shownBodies(callFoldSchema, missed.all({ since })),
    /** A missed call leaves the list of those to call back; who said so first, and why, stays. */
    putMissedAway: (row: PutAwayRow): void => void putAway.run(row),
    /** Those put away since `since`. */
    missedPutAway: (since: number): PutAwayRow[] => away.all({ since }),
    listCalls: (workNo: string, filter: CallListFilter) => listCalls(db, workNo, filter),
  };
}

/** Folds that go on: what a newer release has written into them stays in them. */
function writable(rows: readonly { readonly body: string }[]): CallFold[] {
  return rows.flatMap(({ body }) => {
    const fold = readBody(callFoldSchema, body);
    return fold.ok ? [fold.value] : [];
  });
}

const matching = `
  FROM calls
  WHERE agent_work_no = @workNo AND started_at >= @from AND started_at < @to
    AND (@direction IS NULL OR direction = @direction)
    AND (@endReasons = '[]' OR json_extract(body, '$.record.endReason') IN (SELECT value FROM json_each(@endReasons)))
    AND (@answered IS NULL OR (json_extract(body, '$.record.answeredAt') IS NOT NULL) = @answered)
    AND (@recorded IS NULL OR (json_extract(body, '$.record.recordingId') IS NOT NULL) = @recorded)
    AND (@owed IS NULL OR (ended_at IS NOT NULL AND json_type(body, '$.record.result') = 'null'
      AND json_extract(body, '$.record.answeredAt') IS NOT NULL AND json_extract(body, '$.record.servesCallId') IS NULL))
    AND (@recordingStates = '[]' OR call_id IN (
      SELECT callId FROM (${recordingColumns} GROUP BY r.recording_id)
      WHERE state IN (SELECT value FROM json_each(@recordingStates))
        OR (error = 'recording.damaged' AND 'damaged' IN (SELECT value FROM json_each(@recordingStates)))))
    AND (@text = '' OR instr(coalesce(number_key, json_extract(body, '$.record.number.display')), @number) > 0
      OR instr(number_key, @digits) > 0 OR EXISTS (
      SELECT 1 FROM json_each(body, '$.record.ticketIds') AS link JOIN tickets ON tickets.ticket_id = link.value
      WHERE instr(tickets.ticket_no, @text) > 0 OR instr(replace(tickets.ticket_no, '-', ''), @digits) > 0))`;

/** One page of the own calls that fit the filter, newest first, and how many there are in all. */
function listCalls(
  db: Database,
  workNo: string,
  filter: CallListFilter,
): { folds: CallFold[]; total: number } {
  const text = filter.text.trim();
  const number = readNumberSearch(text);
  const bound = {
    workNo,
    from: filter.from ?? 0,
    to: filter.to ?? Number.MAX_SAFE_INTEGER,
    direction: filter.direction,
    endReasons: JSON.stringify(filter.endReasons ?? []),
    answered: flag(filter.answered),
    recorded: flag(filter.recorded),
    owed: flag(filter.owed),
    recordingStates: JSON.stringify(filter.recordingStates),
    text,
    number: number?.national ?? text,
    digits: number?.digits ?? text,
  };
  const total = db.prepare<[object], { n: number }>(`SELECT count(*) AS n ${matching}`).get(bound);
  const rows = db
    .prepare<[object], { body: string }>(
      `SELECT body ${matching} ORDER BY started_at DESC, call_id LIMIT @limit OFFSET @offset`,
    )
    .all({ ...bound, limit: filter.limit, offset: filter.offset });
  return { folds: shownBodies(callFoldSchema, rows), total: total?.n ?? 0 };
}

function flag(value: boolean | undefined): 0 | 1 | null {
  if (value === undefined) return null;
  return value ? 1 : 0;
}
