import type { AuditLine, AuditQuery } from '../../../shared/contract/audit/schemas.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';

/** A page of the audit, newest first, with the work number and name of each person. */
export async function listAudit(
  { audit, users }: Pick<HubRepositories, 'audit' | 'users'>,
  { workNo, ...query }: AuditQuery,
): Promise<{ lines: AuditLine[]; next: number | null }> {
  const user = workNo === null ? null : await users.findByWorkNo(workNo);
  if (workNo !== null && user === null) return { lines: [], next: null };
  const rows = await audit.list({ ...query, userId: user?.userId ?? null });
  const people = await users.people(
    rows.flatMap(({ userId, subjectId }) => [userId, subjectId]).filter((id) => id !== null),
  );
  const lines = rows.map(({ userId, detail, ...row }) => ({
    ...row,
    ...(detail === null ? {} : { detail }),
    workNo: people.get(userId ?? '') ?? null,
    subjectWorkNo: people.get(row.subjectId ?? '') ?? null,
  }));
  const last = rows.length === query.limit ? rows.at(-1) : undefined;
  return { lines, next: last?.auditId ?? null };
}
