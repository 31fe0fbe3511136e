import type { Clock } from '../../../shared/clock.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';

/** Audits who read: tickets once per session (a desk pulls them all, and then each change), calls with each search (the same
 * again is counted). */
export interface ReadingNotes {
  tickets(signedIn: SignedIn): Promise<void>;
  /** `ofWorkNo`: whose calls were asked for; `null` = everybody's. Never what was searched for: that may be a number. */
  calls(signedIn: SignedIn, ofWorkNo: string | null): Promise<void>;
}

/** Sessions remembered; after that many more, some get a second row. */
const maxSessions = 1000;

export function createReadingNotes({
  store,
  clock,
}: {
  readonly store: HubStore;
  readonly clock: Clock;
}): ReadingNotes {
  const noted = new Set<string>();
  const append = (
    signedIn: SignedIn,
    action: 'ticketsRead' | 'callsRead',
    subjectId: string | null,
  ) =>
    store.audit.appendOrCount({
      at: clock.now(),
      action,
      subjectId,
      code: null,
      ...auditFacts(signedIn),
    });
  return {
    async tickets(signedIn) {
      const { sessionId } = signedIn;
      if (noted.has(sessionId)) return;
      if (noted.size >= maxSessions) noted.clear();
      noted.add(sessionId);
      await append(signedIn, 'ticketsRead', sessionId);
    },
    async calls(signedIn, ofWorkNo) {
      const of = ofWorkNo === null ? null : await store.users.findByWorkNo(ofWorkNo);
      await append(signedIn, 'callsRead', of?.userId ?? null);
    },
  };
}
