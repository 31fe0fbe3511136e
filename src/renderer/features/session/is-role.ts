import { type Role, roles } from '../../../shared/domain/session/user.ts';

export function isRole(value: string): value is Role {
  return roles.some((role) => role === value);
}
