import { z } from 'zod';
import { idSchema, line, millis, text } from '../base-schemas.ts';
import { since } from '../since.ts';

/** What this release writes into the audit; others may have written other things. */
export const auditActions = [
  'signedIn',
  'signInRefused',
  'signedOut',
  'refreshRefused',
  'tokenReused',
  'deskEnrolled',
  'deskNotEnrolled',
  'deskReleased',
  'deskDisabled',
  'deskRefused',
  'listened',
  'refused',
  'userSet',
  'userDisabled',
  'userUnlocked',
  'leaveGranted',
  'leaveDenied',
  'stateForced',
  'ticketsRead',
  'numberShown',
  'callsRead',
  'ticketChanged',
  'ticketChangeRefused',
  'ticketBroughtIn',
  'callTimesDoubted',
  'uploaded',
  'auditRead',
  'officeRuleSet',
  'incidentSet',
  'knowledgeProposed',
  'knowledgeSet',
  'cityExchangesRead',
  'citySentAgain',
  'ticketsExported',
  'exportEnded',
  'ticketPrinted',
  'attachmentStored',
  'attachmentRead',
  'citySettled',
  'secondFactorSet',
  'secondFactorReset',
  'recoveryCodeUsed',
  'passwordReset',
  'passwordChanged',
  'clientSet',
  'clientRevoked',
  'clientDemand',
  'clientRead',
  'clientResult',
  'clientEvent',
  'clientReport',
  'clientRefused',
  'userEnabled',
  'ticketUncovered',
  'auditExported',
  'knowledgeExported',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Which rows of the hub's audit. `null` = any. */
export const auditQuerySchema = z.strictObject({
  /** `next` of the page before; `null` = from the newest. */
  before: z.int().min(1).nullable(),
  from: millis.nullable(),
  to: millis.nullable(),
  /** One of `auditActions`, or what another release has written. */
  action: text(40).nullable(),
  workNo: line(16).nullable(),
  deskId: idSchema.nullable(),
  /** What it was about: the id of a recording, ticket, session or desk, the name of a procedure, a work number, or a ticket's number. */
  subjectId: text(80).nullable(),
  limit: z.int().min(1).max(200),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

/** Who did what, when, from where, and whether it was refused (`code`). Texts, because later releases write other ones. */
export const auditLineSchema = z.object({
  auditId: z.int().min(1),
  at: millis,
  action: z.string(),
  /** `null` = nobody signed in, or IT on the hub's machine. */
  workNo: z.string().nullable(),
  deskId: z.string().nullable(),
  /** Had the desk proven its key? `null` = not known, as in rows of older releases. */
  deskProven: z.boolean().nullable(),
  address: z.string().nullable(),
  subjectId: z.string().nullable(),
  /** The work number when `subjectId` is a person. */
  subjectWorkNo: z.string().nullable(),
  code: z.string().nullable(),
  /** A work number that nobody has, masked. */
  tried: z.string().nullable(),
  /** What it was about beyond an id, in words: a reason, what was before and is after, selection and hash of an export. */
  detail: since(3, z.string().optional()),
  count: z.int().min(1),
});
export type AuditLine = z.infer<typeof auditLineSchema>;

/** What is taken out as a file, and why. */
export const auditExportInput = auditQuerySchema
  .omit({ before: true, limit: true })
  .extend({ reason: line(200).regex(/\S/) });
export type AuditExport = z.infer<typeof auditExportInput>;

/** Newest first; `isCut`: there are older ones, which were not taken out. */
export const auditExportSchema = z.strictObject({
  lines: z.array(auditLineSchema),
  isCut: z.boolean(),
});

/** Newest first; `next` = where the older ones begin, `null` = there are none. */
export const auditPageSchema = z.strictObject({
  lines: z.array(auditLineSchema),
  next: z.int().min(1).nullable(),
});
