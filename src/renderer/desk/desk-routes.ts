import type { Role } from '../../shared/domain/session/user.ts';
import type { Route } from '../stores/view-store.ts';

const everyone: readonly Route[] = ['workbench', 'tickets', 'knowledge', 'calls'];
const byRole: Readonly<Record<Role, readonly Route[]>> = {
  agent: [...everyone, 'recordings'],
  lead: [...everyone, 'recordings', 'team', 'audit'],
  admin: ['audit'],
};

/** Pages that this person may open, in the rail's order. */
export function routesOf(role: Role): readonly Route[] {
  return byRole[role];
}
