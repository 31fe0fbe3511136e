import type { Database } from 'better-sqlite3';
import { createPopQueries } from './pop-queries.ts';

/** What somebody waits for while the telephone rings. Each of them is answered out of an index: nothing here may take long. */
export function createUrgentQueries(db: Database) {
  const { findForPop, rehearse } = createPopQueries(db);
  setImmediate(() => {
    try {
      if (db.open) rehearse();
    } catch {
      // Whoever asks in earnest hears of it.
    }
  });
  return { tickets: { findForPop } };
}
