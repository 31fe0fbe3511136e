import { changesOf } from './departments-store.ts';
import { limitChangesOf, wrongLimitsOf } from './limits-store.ts';
import { hasTyped } from './tickets-store.ts';
import type { Office } from './use-office.ts';

/** Something is typed or changed here that the hub does not have. */
export function isAnythingUnsaved({ departments, limits, tickets }: Office): boolean {
  const presets = limits.getState();
  return (
    changesOf(departments.getState()).length > 0 ||
    limitChangesOf(presets).length > 0 ||
    wrongLimitsOf(presets).length > 0 ||
    hasTyped(tickets.getState())
  );
}

/** A secret stands on the page that is told this once: a token, a password, the recovery codes. */
export function isSecretShown({ clients, people, session }: Office): boolean {
  return (
    clients.getState().told !== null ||
    people.getState().told !== null ||
    session.getState().recoveryCodes.length > 0
  );
}
