import type { ErrorCode } from '../../shared/error-codes.ts';
import type { HubDatabase } from './database.ts';

/** What the office may have to account for. Ids only: no name, no number, no address. */
export interface AuditEntry {
  readonly at: number;
  readonly action:
    | 'signedIn'
    | 'signInRefused'
    | 'signedOut'
    | 'listened'
    | 'refused'
    | 'userSet'
    | 'leaveGranted'
    | 'leaveDenied'
    | 'stateForced';
  readonly userId: string | null;
  readonly deskId: string | null;
  /** What it was about: the id of a recording, the name of a procedure. */
  readonly subjectId: string | null;
  readonly code: ErrorCode | null;
}

/** Append-only. */
export interface AuditRepository {
  append(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  newest(
    limit: number,
  ): Promise<
    readonly (Omit<AuditEntry, 'action' | 'code'> & { action: string; code: string | null })[]
  >;
}

export function createAuditRepository(db: HubDatabase): AuditRepository {
  return {
    async append(entry) {
      await db
        .insertInto('audit')
        .values({
          at: entry.at,
          action: entry.action,
          user_id: entry.userId,
          desk_id: entry.deskId,
          subject_id: entry.subjectId,
          code: entry.code,
        })
        .execute();
    },
    async newest(limit) {
      const rows = await db
        .selectFrom('audit')
        .selectAll()
        .orderBy('audit_id', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        at: row.at,
        action: row.action,
        userId: row.user_id,
        deskId: row.desk_id,
        subjectId: row.subject_id,
        code: row.code,
      }));
    },
  };
}
