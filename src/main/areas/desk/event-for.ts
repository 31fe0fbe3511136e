import type { DeskEvent } from '../../../shared/contract/desk/schemas.ts';
import { type DeskState, isDismissible } from '../../../shared/domain/desk/desk-state.ts';
import type { User } from '../../../shared/domain/session/user.ts';

/** What is of this PC alone and holds nothing of a citizen: loudness, and a number that its user brings along in a link. */
const ofThisPc: ReadonlySet<DeskEvent['kind']> = new Set(['levels', 'dialRequested']);

/**
 * What a desk page may hear of an event. The administrator hears of no call, no number and no ticket, whoever worked here
 * before; while nobody is signed in, a call that still runs is told of, but nothing of before. `null` = not for this page.
 */
export function eventFor(user: User | null, event: DeskEvent): DeskEvent | null {
  if (user !== null && user.role !== 'admin') return event;
  if (event.kind === 'state') return { ...event, state: bareState(user, event.state) };
  return user === null && ofThisPc.has(event.kind) ? event : null;
}

function bareState(user: User | null, state: DeskState): DeskState {
  const { phone } = state;
  const calls = user === null ? phone.calls : [];
  return {
    ...state,
    workspaces: [],
    missed: [],
    undoable: [],
    signAlarm: undefined,
    team: null,
    absent: [],
    colleagues: undefined,
    told: [],
    aside: [],
    // What a person puts away is about a ticket.
    problems: state.problems.filter((problem) => !isDismissible(problem)),
    phone: { ...phone, calls },
  };
}
