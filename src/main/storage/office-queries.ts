import type { Database } from 'better-sqlite3';
import type { OfficeRule } from '../../shared/domain/office/office-rule.ts';

/** The office's rules on this desk, as the hub has told them. */
export function createOfficeQueries(db: Database) {
  const write = db.prepare(
    `INSERT OR REPLACE INTO office_rules (kind, version, body, by_work_no, at)
     VALUES (@kind, @version, @body, @byWorkNo, @at)`,
  );
  const byKind = db.prepare<[string], OfficeRule>(
    'SELECT kind, version, body, by_work_no AS byWorkNo, at FROM office_rules WHERE kind = ?',
  );
  return {
    officeRule: (kind: string): OfficeRule | null => byKind.get(kind) ?? null,
    /** Also over a higher version: a hub that was put back to an older day is right. */
    applyOfficeRules: db.transaction((rules: readonly OfficeRule[]): void => {
      for (const { kind, version, body, byWorkNo, at } of rules)
        write.run({ kind, version, body, byWorkNo, at });
    }),
  };
}
