import type { UserId } from '../ids.ts';

/**
 * agent = 坐席, lead = 班长, admin = 信息管理员 (installs and configures; hears no recordings), officer = 采购人 (reads all, approves,
 * supervises), auditor = 审计员 (reads the logs), department = 经办人员 (sees what its department was given). Those behind admin
 * came with contract 3 and sign in at the hub's own pages only.
 */
export const roles = ['agent', 'lead', 'admin', 'officer', 'auditor', 'department'] as const;
/** Contract number (`contract/since.ts`) of which the roles behind admin are known. */
export const newRolesSince = 3;
export type Role = (typeof roles)[number];

/** A person who signs in. `workNo` (工号) is what colleagues and reports use, e.g. `1003`. */
export interface User {
  readonly userId: UserId;
  readonly workNo: string;
  readonly displayName: string;
  readonly role: Role;
  /** Of a person of a department: which (`departments.ts`). */
  readonly departmentId?: string | undefined;
}

/** Has this person's work its place at a desk? The others sign in at the hub's own pages only. */
export function worksAtDesk(role: Role): boolean {
  return role === 'agent' || role === 'lead' || role === 'admin';
}

/** Pages that the hub itself serves to those who do not work at a desk, and, of the second, also to who leads and administrates. */
export const hubPages = ['department', 'officer'] as const;
export type HubPage = (typeof hubPages)[number];

const rolesAt: Readonly<Record<HubPage, readonly Role[]>> = {
  department: ['department'],
  officer: ['officer', 'auditor', 'admin', 'lead'],
};

/** Does this person sign in at that page? */
export function worksAtPage(role: Role, page: HubPage): boolean {
  return rolesAt[page].includes(role);
}

/** May `user` hear the recording of a call that `agentWorkNo` took? Agents hear only their own. */
export function mayListen(user: User, agentWorkNo: string): boolean {
  if (user.role === 'lead') return true;
  return user.role === 'agent' && user.workNo === agentWorkNo;
}
