import type { DeskEvent } from '../shared/contract/desk-host.ts';
import type { DeskState } from '../shared/domain/desk-state.ts';
import type { User } from '../shared/domain/user.ts';

/**
 * What a desk page may hear of an event. The administrator hears of no call and no number; while nobody is signed in, a
 * call that still runs is told of, but nothing of before. `null` = not for this page.
 */
export function eventFor(user: User | null, event: DeskEvent): DeskEvent | null {
  if (user !== null && user.role !== 'admin') return event;
  if (event.kind === 'state') return { ...event, state: bareState(user, event.state) };
  return user === null && event.kind === 'levels' ? event : null;
}

function bareState(user: User | null, state: DeskState): DeskState {
  const { phone } = state;
  const calls = user === null ? phone.calls : [];
  return { ...state, pop: null, missed: [], team: null, phone: { ...phone, calls } };
}
