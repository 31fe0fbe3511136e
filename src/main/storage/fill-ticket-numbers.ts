import type { Database } from 'better-sqlite3';

/** Rows of one step: some milliseconds, for whoever waits behind it. */
const sliceLength = 500;

/** Whether every ticket is in the index of numbers; until then a part of a number is looked for in every ticket. */
export function prepareIsFilled(db: Database): () => boolean {
  const left = db.prepare('SELECT 1 FROM ticket_numbers_fill WHERE next < last');
  return () => left.get() === undefined;
}

/** Puts the next tickets of before into the index of numbers. `false` = there are no more. */
export function createNumbersFill(db: Database): () => boolean {
  const isFilled = prepareIsFilled(db);
  const slice = `SELECT row_id FROM tickets WHERE row_id > (SELECT next FROM ticket_numbers_fill)
    ORDER BY row_id LIMIT ${sliceLength}`;
  // What has changed meanwhile is there already.
  const forget = db.prepare(`DELETE FROM ticket_numbers WHERE rowid IN (${slice})`);
  const put = db.prepare(
    `INSERT INTO ticket_numbers (rowid, digits)
     SELECT row_id, replace(ticket_no, '-', '') || ' ' || coalesce(number_key, '') FROM tickets WHERE row_id IN (${slice})`,
  );
  const goOn = db.prepare(
    `UPDATE ticket_numbers_fill SET next = coalesce((SELECT max(row_id) FROM (${slice})), last)`,
  );
  return db.transaction(() => {
    if (isFilled()) return false;
    forget.run();
    put.run();
    goOn.run();
    return true;
  });
}
