import { z } from 'zod';
import { roles } from '../../domain/session/user.ts';
import { idSchema, line, millis, text } from '../base-schemas.ts';
import { since } from '../since.ts';

/** What the administrator sees of people, desks and the hub: no password, no key, no address, nothing of a citizen. */

const personLineSchema = z.strictObject({
  workNo: line(16),
  displayName: line(40),
  role: z.enum(roles),
  /** May no longer work here. */
  disabled: z.boolean(),
  /** Wrong passwords have locked this work number from at least one source, the longest until then; `null` = from none. */
  lockedUntil: millis.nullable(),
  /** `null` = never, or long forgotten. */
  signedInAt: millis.nullable(),
  /** Of a person of a department: which. */
  departmentId: since(3, text(64).optional()),
  /** Has she or he a second factor? */
  hasFactor: since(3, z.boolean().optional()),
});
export type PersonLine = z.infer<typeof personLineSchema>;

const deskLineSchema = z.strictObject({
  deskId: idSchema,
  /** `proven`: a key is bound to this id; `none`: a desk of an older release; `released`: the next key is taken. */
  key: z.enum(['proven', 'none', 'released']),
  disabled: z.boolean(),
  /** Last sign-in or renewal of one; `null` = none is remembered. */
  seenAt: millis.nullable(),
  /** Who signed in there last. */
  workNo: line(16).nullable(),
  /** Contract number that it last said (`since.ts`); `null` = not noted yet. */
  contract: z.int().min(0).nullable(),
});
export type DeskLine = z.infer<typeof deskLineSchema>;

/** How the hub itself does. */
const hubLineSchema = z.strictObject({
  version: line(40),
  contract: z.int().min(0),
  startedAt: millis,
  now: millis,
  /** Where recordings and database lie; `null` = the system does not tell. */
  freeBytes: millis.nullable(),
});
export type HubLine = z.infer<typeof hubLineSchema>;

export const adminOverviewSchema = z.strictObject({
  /** By work number. */
  people: z.array(personLineSchema).max(2000),
  /** Lately seen first. */
  desks: z.array(deskLineSchema).max(500),
  hub: hubLineSchema,
});
export type AdminOverview = z.infer<typeof adminOverviewSchema>;

export const unlockInput = z.strictObject({ workNo: line(16) });

const workNo = z.string().regex(/^[0-9A-Za-z]{1,16}$/);
export const ofPersonInput = z.strictObject({ workNo });

/** Somebody new, or what is to be true of somebody from now on. */
export const personInput = z.strictObject({
  workNo,
  isNew: z.boolean(),
  displayName: line(40).regex(/\S/),
  role: z.enum(roles),
  /** Of `departments.ts`, for role `department` and no other. */
  departmentId: text(64).nullable(),
});
export type PersonInput = z.infer<typeof personInput>;

/** A password that the hub has made; told this once. `null` = it stays as it is. */
export const passwordTold = z.strictObject({ password: z.string().max(40).nullable() });
