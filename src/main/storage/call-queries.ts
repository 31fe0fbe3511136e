import type { Database } from 'better-sqlite3';
import type { CallListFilter } from '../../shared/contract/hub.ts';
import type { CallFold } from './call-fold.ts';

/** Calls taken at this desk. Written durably at each turn that must not be forgotten: begin, answer, hold, end. */
export function createCallQueries(db: Database) {
  const write = db.prepare(
    `INSERT INTO calls (call_id, agent_work_no, number_key, direction, started_at, ended_at, body)
     VALUES (@callId, @agentWorkNo, @numberKey, @direction, @startedAt, @endedAt, @body)
     ON CONFLICT (call_id) DO UPDATE SET ended_at = excluded.ended_at, body = excluded.body`,
  );
  const read = db.prepare<[string], { body: string }>('SELECT body FROM calls WHERE call_id = ?');
  const running = db.prepare<[], { body: string }>('SELECT body FROM calls WHERE ended_at IS NULL');
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
      return row ? JSON.parse(row.body) : null;
    },
    runningCalls: (): CallFold[] => running.all().map((row) => JSON.parse(row.body)),
    listCalls: (workNo: string, filter: CallListFilter) => listCalls(db, workNo, filter),
  };
}

/** Own calls that fit the filter, newest first. Recording states are the recording service's; it filters afterwards. */
function listCalls(db: Database, workNo: string, filter: CallListFilter): CallFold[] {
  const digits = filter.text.replace(/[\s-]/g, '');
  return db
    .prepare<unknown[], { body: string }>(
      `SELECT body FROM calls
       WHERE agent_work_no = @workNo AND started_at >= @from AND started_at < @to
         AND (@direction IS NULL OR direction = @direction)
         AND (@text = '' OR instr(coalesce(number_key, ''), @text) > 0 OR EXISTS (
           SELECT 1 FROM json_each(body, '$.record.ticketIds') AS link JOIN tickets ON tickets.ticket_id = link.value
           WHERE instr(tickets.ticket_no, @text) > 0))
       ORDER BY started_at DESC LIMIT 5000`,
    )
    .all({
      workNo,
      from: filter.from ?? 0,
      to: filter.to ?? Number.MAX_SAFE_INTEGER,
      direction: filter.direction,
      text: digits,
    })
    .map((row) => JSON.parse(row.body));
}
