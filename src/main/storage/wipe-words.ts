import type { Database } from 'better-sqlite3';

/** Pages of the index that one step writes: some milliseconds, for whoever waits behind it. */
const slice = 32;

/**
 * What was deleted from a full text without content stands in its index until that is merged. Merges it, a slice at each call; once
 * nothing of a forgotten ticket is left, the write-ahead log is emptied as well. `false` = there is no more to do.
 */
export function createWipe(db: Database): () => boolean {
  const left = db.prepare(`SELECT 1 FROM tickets_gone WHERE wipe <> 'done' LIMIT 1`);
  // What is forgotten while this runs waits for the next round: it may stand in what is done already.
  const begin = db.prepare(`UPDATE tickets_gone SET wipe = 'running' WHERE wipe = 'waiting'`);
  const end = db.prepare(`UPDATE tickets_gone SET wipe = 'done' WHERE wipe = 'running'`);
  const merges = ['ticket_words', 'ticket_numbers'].map((table) => prepareMerge(db, table));
  let todo: Merge[] = [];
  let isRunning = false;
  return () => {
    if (left.get() === undefined) return false;
    if (!isRunning) {
      begin.run();
      todo = merges.map((start) => start());
      isRunning = true;
    }
    const [merge] = todo;
    if (merge) {
      if (!merge()) todo.shift();
      return true;
    }
    isRunning = false;
    end.run();
    db.pragma('wal_checkpoint(TRUNCATE)');
    return left.get() !== undefined;
  };
}

/** One slice. `false` = nothing was left to merge. */
type Merge = () => boolean;

function prepareMerge(db: Database, table: string): () => Merge {
  const merge = db.prepare(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ?)`);
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck();
  return () => {
    let isBegun = false;
    return () => {
      const before = changes.get() ?? 0;
      // Negative: all of it becomes one, however little there is to merge.
      merge.run(isBegun ? slice : -slice);
      const isDone = isBegun && (changes.get() ?? 0) - before < 2;
      isBegun = true;
      return !isDone;
    };
  };
}
