import { z } from 'zod';
import type { Complaints, Feedback } from '../../domain/knowledge/complaints.ts';
import { type EntryText, entryLimits } from '../../domain/knowledge/entry-text.ts';
import type { JudgedQuestion } from '../../domain/knowledge/judged.ts';
import { type OfficeWords, wordLimits } from '../../domain/knowledge/office-words.ts';
import { type Asks, type Proposal, proposalStates } from '../../domain/knowledge/proposal.ts';
import { idSchema, line, lines, millis } from '../base-schemas.ts';
import { exactly } from '../exactly.ts';
import { wordingSchema } from './schemas.ts';

/** Knowledge that is written on screen, as it crosses boundaries. Since contract 3. */

const workNo = line(16);
const version = z.int().min(0);
const entryNo = line(16);

export const entryTextSchema = exactly<EntryText>()(
  z.strictObject({
    title: line(entryLimits.title),
    body: lines(entryLimits.body),
    wording: wordingSchema,
    categoryCode: line(64),
    synonyms: z.array(line(entryLimits.synonym)).max(entryLimits.synonyms).readonly(),
    validFrom: millis.nullable(),
    validUntil: millis.nullable(),
  }),
);

const asksSchema = exactly<Asks>()(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), text: entryTextSchema }),
    z.strictObject({ kind: z.literal('words') }),
    z.strictObject({ kind: z.literal('retire') }),
  ]),
);

export const proposalSchema = exactly<Proposal>()(
  z.strictObject({
    proposalId: idSchema,
    entryId: idSchema,
    base: version,
    asks: asksSchema,
    why: lines(500),
    state: z.enum(proposalStates),
    byWorkNo: workNo,
    at: millis,
    course: z
      .array(
        z.strictObject({
          kind: z.enum(['proposed', 'sentBack', 'accepted', 'withdrawn']),
          byWorkNo: workNo,
          at: millis,
          words: lines(500),
        }),
      )
      .max(60)
      .readonly(),
    version: version.nullable(),
  }),
);

const proposing = {
  propose: z.strictObject({
    kind: z.literal('propose'),
    proposalId: idSchema,
    entryId: idSchema,
    base: version,
    asks: asksSchema,
    why: lines(500).regex(/\S/),
  }),
  withdraw: z.strictObject({ kind: z.literal('withdraw'), proposalId: idSchema }),
  accept: z.strictObject({
    kind: z.literal('accept'),
    proposalId: idSchema,
    text: entryTextSchema.nullable(),
    over: version,
  }),
  sendBack: z.strictObject({
    kind: z.literal('sendBack'),
    proposalId: idSchema,
    reason: lines(500).regex(/\S/),
  }),
};

/** What whoever works at a desk may do. */
export const proposeSchema = z.strictObject({
  commandId: idSchema,
  act: z.discriminatedUnion('kind', [proposing.propose, proposing.withdraw]),
});

/** What the lead decides. */
export const decideSchema = z.strictObject({
  commandId: idSchema,
  act: z.discriminatedUnion('kind', [proposing.accept, proposing.sendBack]),
});

/** A proposal that is being written at one desk, and the command that will send it. */
export const entryDraftSchema = z.strictObject({
  ...proposing.propose.shape,
  kind: z.literal('draft'),
  commandId: idSchema,
  why: lines(500),
});
export type EntryDraft = z.infer<typeof entryDraftSchema>;

const feedbackKind = z.enum(['wrong', 'missing']);

/** What somebody says of an entry from within a call. */
export const feedbackSchema = exactly<Feedback>()(
  z.strictObject({
    feedbackId: idSchema,
    entryId: idSchema,
    version: z.int().min(1),
    kind: feedbackKind,
    words: lines(500).regex(/\S/),
    callId: idSchema.nullable(),
  }),
);

/** Searches that nobody has opened anything from, counted at one desk. `reportId`: counted once. */
export const missesSchema = z.strictObject({
  reportId: idSchema,
  misses: z
    .array(
      z.strictObject({
        text: line(40).regex(/\S/),
        count: z.int().min(1).max(1000),
      }),
    )
    .min(1)
    .max(80),
});
export type MissReport = z.infer<typeof missesSchema>;

export const complaintsSchema = exactly<Complaints>()(
  z.strictObject({
    feedback: z
      .array(
        z.strictObject({
          entryId: idSchema,
          entryNo,
          title: line(200),
          version,
          count: z.int().min(1),
          said: z
            .array(
              z.strictObject({
                kind: feedbackKind,
                words: lines(500),
                byWorkNo: workNo,
                at: millis,
              }),
            )
            .readonly(),
        }),
      )
      .readonly(),
    misses: z
      .array(z.strictObject({ text: line(40), count: z.int().min(1), lastAt: millis }))
      .readonly(),
    reworked: z
      .array(
        z.strictObject({
          entryId: idSchema,
          entryNo,
          version,
          title: line(200),
          count: z.int().min(1),
          ticketNos: z.array(line(40)).readonly(),
        }),
      )
      .readonly(),
  }),
);

const word = line(wordLimits.length).regex(/\S/);

/** What the rule `searchWords` holds. */
export const officeWordsSchema = exactly<OfficeWords>()(
  z.strictObject({
    same: z
      .array(z.array(word).min(2).max(wordLimits.inGroup).readonly())
      .max(wordLimits.groups)
      .readonly(),
    wrong: z
      .array(z.strictObject({ typed: word, meant: word }))
      .max(wordLimits.pairs)
      .readonly(),
  }),
);

/** What the rule `judgedQuestions` holds. */
export const judgedQuestionsSchema = z.strictObject({
  questions: z
    .array(
      exactly<JudgedQuestion>()(
        z.strictObject({
          question: line(100).regex(/\S/),
          entryNos: z.array(entryNo.regex(/\S/)).min(1).max(10).readonly(),
        }),
      ),
    )
    .max(200)
    .readonly(),
});
