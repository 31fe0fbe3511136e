import type { Database } from 'better-sqlite3';
import type { Draft } from '../../shared/domain/desk/desk-state.ts';
import type { Intake } from '../../shared/domain/tickets/ticket.ts';

/**
 * Unsaved typing, kept through crashes, of each person apart. A save is on disk when it returns. A draft from before
 * owners were kept (`work_no` empty) is everybody's until somebody removes it.
 */
export function createDraftQueries(db: Database) {
  const read = db.prepare<[string, string], { body: string; savedAt: number }>(
    `SELECT body, saved_at AS savedAt FROM drafts
     WHERE draft_key = ? AND work_no IN (?, '') ORDER BY work_no DESC LIMIT 1`,
  );
  const write = db.prepare(
    `INSERT INTO drafts (draft_key, work_no, body, saved_at) VALUES (@draftKey, @workNo, @body, @savedAt)
     ON CONFLICT (draft_key, work_no) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at`,
  );
  const erase = db.prepare(`DELETE FROM drafts WHERE draft_key = ? AND work_no IN (?, '')`);
  return {
    getDraft(workNo: string, draftKey: string): Draft<Intake> | null {
      const row = read.get(draftKey, workNo);
      return row ? { draftKey, body: JSON.parse(row.body), savedAt: row.savedAt } : null;
    },
    saveDraft(workNo: string, draft: Draft<Intake>): void {
      write.run({ ...draft, workNo, body: JSON.stringify(draft.body) });
    },
    removeDraft: (workNo: string, draftKey: string): void => void erase.run(draftKey, workNo),
  };
}
