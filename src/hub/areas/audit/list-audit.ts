import type { AuditLine, AuditQuery } from '../../../shared/contract/audit/schemas.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';

/** A page of the audit, newest first, with the work number and name of each person. */
export async function listAudit(
  repositories: Pick<HubRepositories, 'audit' | 'users' | 'ticketIndex'>,
  { workNo, ...query }: AuditQuery,
): Promise<{ lines: AuditLine[]; next: number | null }> {
  const { audit, users } = repositories;
  const user = workNo === null ? null : await users.findByWorkNo(workNo);
  if (workNo !== null && user === null) return { lines: [], next: null };
  const rows = await audit.list({
    ...query,
    userId: user?.userId ?? null,
    subjectId: await subjectOf(repositories, query.subjectId),
  });
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

/** The id that people name by a work number or a ticket's number; what is neither is an id already. */
async function subjectOf(
  { users, ticketIndex }: Pick<HubRepositories, 'users' | 'ticketIndex'>,
  said: string | null,
): Promise<string | null> {
  if (said === null) return null;
  const user = await users.findByWorkNo(said);
  if (user) return user.userId;
  return (await ticketIndex.idOf(said)) ?? said;
}
