import { z } from 'zod';
import { procedure } from '../base.ts';
import { idSchema, line, millis } from '../base-schemas.ts';
import {
  complaintsSchema,
  decideSchema,
  feedbackSchema,
  judgedQuestionsSchema,
  missesSchema,
  officeWordsSchema,
  proposalSchema,
  proposeSchema,
} from './life-schemas.ts';
import { officePhrasesSchema } from './phrases-schemas.ts';
import { confirmReadSchema, markReadSchema, mustReadItemsSchema } from './must-read-schemas.ts';
import { judgedRunsSchema } from './runs-schemas.ts';
import { readSheetSchema, sheetFileSchema } from './sheet-schemas.ts';
import { knowledgeEntrySchema } from './schemas.ts';

const ruleAnswer = z.strictObject({ version: z.int().min(1) });

/** Knowledge that is written on screen. Desks hear of what is in force by the feed, as of everything else. Since contract 3. */
export const knowledgeHubContract = {
  /** Proposes, proposes again what was sent back, or withdraws the own. Throws `knowledge.decided`, `knowledge.notFound`, `input.invalid`. */
  propose: procedure.route({ method: 'POST', path: '/knowledge/propose' }).input(proposeSchema),
  /**
   * Accepts a proposal as the next version, or sends it back. Throws `knowledge.conflict` when the entry has another version than the lead
   * has seen, `knowledge.decided`, `input.invalid`.
   */
  decide: procedure.route({ method: 'POST', path: '/knowledge/decide' }).input(decideSchema),
  /** The open ones and the newest of the others: a lead's are everybody's, an agent's the own. */
  proposals: procedure
    .route({ method: 'GET', path: '/knowledge/proposals' })
    .output(z.strictObject({ proposals: z.array(proposalSchema) })),
  /** Every version of an entry, also one that is still to come, the newest first. */
  versions: procedure
    .route({ method: 'GET', path: '/knowledge/versions' })
    .input(z.strictObject({ entryId: idSchema }))
    .output(z.strictObject({ versions: z.array(knowledgeEntrySchema) })),
  /** The version that was in force at a time: what a call of then was told from. `null` = none was. */
  asOf: procedure
    .route({ method: 'GET', path: '/knowledge/as-of' })
    .input(z.strictObject({ entryId: idSchema, at: z.coerce.number().pipe(millis) }))
    .output(z.strictObject({ entry: knowledgeEntrySchema.nullable() })),
  /** 内容有误 / 缺少内容. The same `feedbackId` again changes nothing. Throws `knowledge.notFound`. */
  say: procedure.route({ method: 'POST', path: '/knowledge/feedback' }).input(feedbackSchema),
  /** Searches without a click. Those with five digits or more are passed over. */
  missed: procedure.route({ method: 'POST', path: '/knowledge/missed' }).input(missesSchema),
  /** What was said of the newest versions, what was searched in vain in the last 90 days, what was cited by reworked tickets; each the most frequent first. */
  complaints: procedure
    .route({ method: 'GET', path: '/knowledge/complaints' })
    .output(complaintsSchema),
  /** The lead has seen to it: what was said of an entry, or searched for in vain, until then. */
  settle: procedure
    .route({ method: 'POST', path: '/knowledge/settle' })
    .input(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('feedback'), entryId: idSchema }),
        z.strictObject({ kind: z.literal('miss'), text: line(40) }),
      ]),
    ),
  /** Words that mean the same, and how words are typed wrong, as a whole. `seen` = the version over which it was written. Throws `knowledge.conflict`. */
  putWords: procedure
    .route({ method: 'POST', path: '/knowledge/words' })
    .input(z.strictObject({ words: officeWordsSchema, seen: z.int().min(0) }))
    .output(ruleAnswer),
  /** The office's judged questions, as a whole; `seen` as in `putWords`. */
  putJudged: procedure
    .route({ method: 'POST', path: '/knowledge/judged' })
    .input(z.strictObject({ judged: judgedQuestionsSchema, seen: z.int().min(0) }))
    .output(ruleAnswer),
  /** 必读 as who asks sees it: with everybody who has read and who has not for the lead. */
  mustRead: procedure
    .route({ method: 'GET', path: '/knowledge/must-read' })
    .output(mustReadItemsSchema),
  /** The lead marks an entry, or takes the mark away. Throws `knowledge.notFound`. */
  markMustRead: procedure
    .route({ method: 'POST', path: '/knowledge/must-read' })
    .input(markReadSchema),
  /** Who asks has read it. The same again changes nothing. Throws `knowledge.notFound` for what nobody must read. */
  confirmRead: procedure
    .route({ method: 'POST', path: '/knowledge/read' })
    .input(confirmReadSchema),
  /** The judged questions of the last thirty nights, the oldest first, for the lead. */
  judgedRuns: procedure
    .route({ method: 'GET', path: '/knowledge/judged-runs' })
    .output(judgedRunsSchema),
  /** Judges a sheet of entries for the lead and changes nothing: what is taken is proposed and accepted row by row, under the ids of the row. */
  readSheet: procedure
    .route({ method: 'POST', path: '/knowledge/sheet' })
    .input(sheetFileSchema)
    .output(readSheetSchema),
  /** 常用语, as a whole; `seen` as in `putWords`. */
  putPhrases: procedure
    .route({ method: 'POST', path: '/knowledge/phrases' })
    .input(z.strictObject({ phrases: officePhrasesSchema, seen: z.int().min(0) }))
    .output(ruleAnswer),
};
