import { join } from 'node:path';
import Database from 'better-sqlite3';

/** A ticket becomes a report of wrongdoing, as if the lead had made it one: in the hub's row, and at the end of the feed. */
export function makeReport(dataFolder: string, ticketId: string): void {
  const db = new Database(join(dataFolder, 'hub.db'));
  db.transaction(() => {
    db.prepare(
      `UPDATE tickets SET body = json_set(body, '$.kind', 'report', '$.revision', revision + 1), revision = revision + 1
       WHERE ticket_id = ?`,
    ).run(ticketId);
    db.prepare('DELETE FROM changes WHERE entity_id = ?').run(ticketId);
    db.prepare(`INSERT INTO changes (entity, entity_id) VALUES ('ticket', ?)`).run(ticketId);
  })();
  db.close();
}

/** Somebody has signed out everywhere. */
export function endSessions(dataFolder: string, workNo: string): void {
  const db = new Database(join(dataFolder, 'hub.db'));
  db.prepare(
    'UPDATE sessions SET ended_at = ? WHERE user_id = (SELECT user_id FROM users WHERE work_no = ?)',
  ).run(Date.now(), workNo);
  db.close();
}
