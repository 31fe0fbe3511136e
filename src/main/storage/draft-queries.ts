import type { Database } from 'better-sqlite3';
import type { Draft } from '../../shared/domain/desk-state.ts';
import type { Intake } from '../../shared/domain/ticket.ts';

/** Unsaved typing, kept through crashes. A save is on disk when it returns. */
export function createDraftQueries(db: Database) {
  const read = db.prepare<[string], { body: string; savedAt: number }>(
    'SELECT body, saved_at AS savedAt FROM drafts WHERE draft_key = ?',
  );
  const write = db.prepare(
    `INSERT INTO drafts (draft_key, body, saved_at) VALUES (@draftKey, @body, @savedAt)
     ON CONFLICT (draft_key) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at`,
  );
  const erase = db.prepare('DELETE FROM drafts WHERE draft_key = ?');
  return {
    getDraft(draftKey: string): Draft<Intake> | null {
      const row = read.get(draftKey);
      return row ? { draftKey, body: JSON.parse(row.body), savedAt: row.savedAt } : null;
    },
    saveDraft(draft: Draft<Intake>): void {
      write.run({ ...draft, body: JSON.stringify(draft.body) });
    },
    removeDraft: (draftKey: string): void => void erase.run(draftKey),
  };
}
