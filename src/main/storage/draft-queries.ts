import type { Database } from 'better-sqlite3';
import { intakeSchema } from '../../shared/contract/tickets/intake-schemas.ts';
import { askingSchema, ticketBaseSchema } from '../../shared/contract/tickets/schemas.ts';
import { z } from 'zod';
import { tolerant } from '../../shared/contract/tolerant.ts';
import { emptyIntake } from '../../shared/domain/tickets/ticket.ts';
import { shownBody } from '../../shared/kept/body.ts';
import type { Draft } from '../../shared/domain/desk/desk-state.ts';

/**
 * Unsaved typing, kept through crashes, of each person apart. A save is on disk when it returns. A draft from before
 * owners were kept (`work_no` empty) is everybody's until somebody removes it. What the form was opened on stands in a row
 * of its own, under `KEY:base`, and what is typed for an action with it: release 0.1.0 knows drafts without it, and reads and writes the
 * first row alone.
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
  const keysOf = db.prepare<[string, number], { draftKey: string }>(
    `SELECT DISTINCT draft_key AS draftKey FROM drafts
     WHERE work_no IN (?, '') AND draft_key NOT LIKE '%:base' ORDER BY saved_at DESC LIMIT ?`,
  );
  const queries = {
    /** All that this person has typed and not saved, newest first. */
    listDrafts: (workNo: string, limit: number): Draft[] =>
      keysOf.all(workNo, limit).flatMap(({ draftKey }) => queries.getDraft(workNo, draftKey) ?? []),
    getDraft(workNo: string, draftKey: string): Draft | null {
      const row = read.get(draftKey, workNo);
      const body = row ? shownBody(typedSchema, row) : null;
      if (!row || body === null) return null;
      const { savedAt } = row;
      const kept = read.get(baseKey(draftKey), workNo);
      // Of another time: release 0.1.0 has written the draft since.
      const base = kept?.savedAt === savedAt ? shownBody(ticketBaseSchema, kept) : null;
      const asking = base === null ? undefined : shownBody(askedSchema, kept)?.asking;
      return { draftKey, body, base, ...(asking && { asking }), savedAt };
    },
    saveDraft: db.transaction((workNo: string, draft: Draft): void => {
      const { draftKey, body, base, asking, savedAt } = draft;
      write.run({ draftKey, workNo, body: JSON.stringify(body), savedAt });
      if (base === null) return void erase.run(baseKey(draftKey), workNo);
      // A release that does not know what is asked for reads past it.
      const kept = JSON.stringify({ ...base, asking });
      write.run({ draftKey: baseKey(draftKey), workNo, body: kept, savedAt });
    }),
    removeDraft: db.transaction((workNo: string, draftKey: string): void => {
      erase.run(draftKey, workNo);
      erase.run(baseKey(draftKey), workNo);
    }),
  };
  return queries;
}

/** A field that the release of then did not know is empty: what was typed comes back. */
export const typedSchema = z
  .looseObject({})
  .transform((typed) => ({ ...emptyIntake, ...typed }))
  .pipe(tolerant(intakeSchema));

export const askedSchema = z.object({ asking: askingSchema.optional() });

function baseKey(draftKey: string): string {
  return `${draftKey}:base`;
}
