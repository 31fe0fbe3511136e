import type { User } from '../../shared/domain/session/user.ts';
import { seedId } from './seed-id.ts';

/** A demonstration account: its password is public, so it belongs on a demonstration hub only. */
export type SeedUser = User & { readonly password: string };

/** DEMONSTRATION ONLY. The one password of all seeded accounts, shown on the sign-in page in demo mode. */
export const demonstrationPassword = 'demo-hotline-2026';

const agentNames = ['坐席一', '坐席二', '坐席三', '坐席四', '坐席五', '坐席六', '坐席七', '坐席八'];

/** Agents 1001–1008, the team lead 2001, the administrator 9001, and who handles it at 江汉区水务局 (5001) and 市水务集团 (5002). */
export function seedUsers(): SeedUser[] {
  const agents = agentNames.map((name, index) => account(String(1001 + index), name, 'agent'));
  return [
    ...agents,
    account('2001', '班长', 'lead'),
    account('9001', '信息管理员', 'admin'),
    { ...account('5001', '经办一', 'department'), departmentId: 'bureau.jianghan' },
    { ...account('5002', '经办二', 'department'), departmentId: 'group.water' },
  ];
}

function account(workNo: string, displayName: string, role: User['role']): SeedUser {
  return {
    userId: seedId(`user:${workNo}`),
    workNo,
    displayName,
    role,
    password: demonstrationPassword,
  };
}
