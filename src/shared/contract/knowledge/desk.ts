import { type } from '@orpc/contract';
import { z } from 'zod';
import type { JudgedAnswer, JudgedQuestion } from '../../domain/knowledge/judged.ts';
import type { OfficeWords } from '../../domain/knowledge/office-words.ts';
import type { DueEntry } from '../../domain/knowledge/review.ts';
import type { Suggestion, TypedDemand } from '../../domain/knowledge/suggestion.ts';
import type { ListedPhrase } from '../../domain/phrases/phrases.ts';
import { procedure } from '../base.ts';
import { idSchema, line, lines } from '../base-schemas.ts';
import { exactly } from '../exactly.ts';
import { knowledgeHubContract } from './hub.ts';
import { entryDraftSchema, feedbackSchema } from './life-schemas.ts';
import { knowledgeEntrySchema, knowledgeHitSchema } from './schemas.ts';

const {
  propose,
  decide,
  proposals,
  versions,
  complaints,
  settle,
  putWords,
  putJudged,
  putPhrases,
  readSheet,
  judgedRuns,
  mustRead,
  markMustRead,
  confirmRead,
} = knowledgeHubContract;

export const knowledgeDeskContract = {
  search: procedure
    .input(z.strictObject({ text: line(100), limit: z.int().min(1).max(50) }))
    .output(z.strictObject({ hits: z.array(knowledgeHitSchema) })),
  /** What fits what is typed, of this desk's copy; of a long text its end. Rows were judged as they came (ADR 0236). */
  suggest: procedure
    .input(
      exactly<TypedDemand>()(
        z.strictObject({
          content: lines(4000),
          categoryCode: line(64).nullable(),
          district: line(40).nullable(),
          address: line(200),
        }),
      ),
    )
    .output(type<{ readonly suggestions: readonly Suggestion[] }>()),
  get: procedure.input(z.strictObject({ entryId: idSchema })).output(knowledgeEntrySchema),
  /** What the person who is signed in is writing: kept on this desk until it is sent or thrown away. */
  drafts: procedure.output(z.strictObject({ drafts: z.array(entryDraftSchema) })),
  /** Keeps a draft in place of the one of the same proposal. */
  keepDraft: procedure.input(entryDraftSchema),
  dropDraft: procedure.input(z.strictObject({ proposalId: idSchema })),
  /** 内容有误 / 缺少内容: kept here at once, and sent as soon as the hub is there. */
  say: procedure.input(feedbackSchema),
  /** A search from which nothing was opened: counted here, told to the hub by and by. */
  missed: procedure.input(z.strictObject({ text: line(100) })),
  /** 到期复核, of this desk's copy. Rows were judged as they came, and go to a page of the same build (ADR 0236). */
  due: procedure.output(type<{ readonly due: readonly DueEntry[] }>()),
  /** The office's words and judged questions as this desk has them, each with its version (0 = none were put in). */
  rules:
    procedure.output(
      type<{
        readonly words: { readonly value: OfficeWords; readonly version: number };
        readonly judged: { readonly value: readonly JudgedQuestion[]; readonly version: number };
      }>(),
    ),
  /** The office's text modules as this desk has them; `version` 0 = none were put in, and these are what every desk begins with. */
  phrases:
    procedure.output(
      type<{ readonly phrases: readonly ListedPhrase[]; readonly version: number }>(),
    ),
  /** Asks the office's judged questions of this desk's search. */
  judge: procedure.output(type<{ readonly answers: readonly JudgedAnswer[] }>()),
  /** These ask the hub: what is decided for everybody is never decided by one desk alone. */
  propose,
  decide,
  proposals,
  versions,
  complaints,
  settle,
  putWords,
  putJudged,
  putPhrases,
  readSheet,
  judgedRuns,
  mustRead,
  markMustRead,
  confirmRead,
};
