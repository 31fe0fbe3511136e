import type { UserId } from '../ids.ts';

/** agent = 坐席, lead = 班长, admin = 信息管理员 (installs and configures; hears no recordings). */
export const roles = ['agent', 'lead', 'admin'] as const;
export type Role = (typeof roles)[number];

/** A person who signs in. `workNo` (工号) is what colleagues and reports use, e.g. `1003`. */
export interface User {
  readonly userId: UserId;
  readonly workNo: string;
  readonly displayName: string;
  readonly role: Role;
}

/** May `user` hear the recording of a call that `agentWorkNo` took? Agents hear only their own. */
export function mayListen(user: User, agentWorkNo: string): boolean {
  if (user.role === 'lead') return true;
  return user.role === 'agent' && user.workNo === agentWorkNo;
}
