import { z } from 'zod';
import type { SearchFigures } from '../../domain/knowledge/judged.ts';
import { type JudgedRun, nightsShown } from '../../domain/knowledge/judged-runs.ts';
import { line, millis } from '../base-schemas.ts';
import { exactly } from '../exactly.ts';

const share = z.number().min(0).max(1);
const question = line(100);

/** The judged questions of one night. Since contract 3. */
export const judgedRunSchema = exactly<JudgedRun>()(
  z.strictObject({
    day: z.iso.date(),
    at: millis,
    figures: exactly<SearchFigures>()(
      z.strictObject({
        questions: z.int().min(0),
        recall1: share,
        recall5: share,
        mrr: share,
      }),
    ),
    fell: z.array(question).max(200).readonly(),
    places: z
      .array(z.strictObject({ question, place: z.int().min(1).nullable() }))
      .max(200)
      .readonly(),
  }),
);

export const judgedRunsSchema = z.strictObject({
  runs: z.array(judgedRunSchema).max(nightsShown),
});
