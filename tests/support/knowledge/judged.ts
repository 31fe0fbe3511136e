import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const queriesSchema = z.array(
  z.object({ q: z.string(), ids: z.array(z.string()).min(1), kind: z.string() }),
);

/** A question with the numbers of the entries that answer it. */
export type Judged = z.infer<typeof queriesSchema>[number];

const read = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/knowledge', name), 'utf8'));
const own = z
  .object({ seen: queriesSchema, unseen: queriesSchema })
  .parse(read('own-queries.json'));

export const judged: Readonly<Record<'office' | 'seen' | 'unseen', readonly Judged[]>> = {
  office: z.object({ queries: queriesSchema }).parse(read('office-queries.json')).queries,
  seen: own.seen,
  unseen: own.unseen,
};

/** How well questions are answered: shares of them, and the mean of 1 / place of the first right answer. */
export interface Recall {
  readonly recall1: number;
  readonly recall5: number;
  readonly mrr: number;
  /** Questions without a right answer among the first five. */
  readonly missed: readonly string[];
}

/** `search` gives entry numbers, the best first. */
export function recallOf(
  queries: readonly Judged[],
  search: (text: string) => readonly string[],
): Recall {
  const places = queries.map(({ q, ids }) => ({
    q,
    place: search(q).findIndex((entryNo) => ids.includes(entryNo)),
  }));
  const share = (first: number) =>
    places.filter(({ place }) => place >= 0 && place < first).length / places.length;
  const reciprocal = places.map(({ place }) => (place < 0 ? 0 : 1 / (place + 1)));
  return {
    recall1: share(1),
    recall5: share(5),
    mrr: reciprocal.reduce((sum, value) => sum + value, 0) / places.length,
    missed: places.filter(({ place }) => place < 0 || place >= 5).map(({ q }) => q),
  };
}
