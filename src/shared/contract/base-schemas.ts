import { z } from 'zod';
import { cleanLine, cleanLines } from '../clean-text.ts';
import type { CallerNumber } from '../domain/calls/caller-number.ts';
import { ticketNoPattern } from '../domain/tickets/ticket-no.ts';
import { type User, roles } from '../domain/session/user.ts';
import { errorCodes } from '../error-codes.ts';

/** Values that every boundary knows. Each schema `satisfies` its domain type, so that they cannot drift apart. */

/** One spelling each: what differs by case only would be another id here, and the same file on a disk that knows no case. */
export const idSchema = z.uuid().refine((id) => id === id.toLowerCase());

export const millis = z.int().min(0);

/** Latest time that a date holds (ECMA-262 §21.4.1.1), epoch ms. No length, count or duration comes near it either. */
const latestTime = 8_640_000_000_000_000;

/** Are all numbers in a value that came from a desk such that a time, shown as one, ends no page? */
export function hasOnlyRealTimes(value: unknown): boolean {
  if (typeof value === 'number') return value <= latestTime;
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(hasOnlyRealTimes);
}

export const text = (max: number) => z.string().max(max);

/** A ticket number in a command. Kept rows and what a PBX said are read by their length only: an odd old number stays readable. */
export const ticketNoSchema = z.string().regex(ticketNoPattern);
/** One line that people read, cleaned at the boundary: by `cleanLine`. */
export const line = (max: number) => z.string().overwrite(cleanLine).max(max);

/** Several lines that people read, cleaned at the boundary: by `cleanLines`. */
export const lines = (max: number) => z.string().overwrite(cleanLines).max(max);

export const errorCodeSchema = z.enum(errorCodes);

export const userSchema = z.strictObject({
  userId: idSchema,
  workNo: z.string().regex(/^[0-9A-Za-z]{1,16}$/),
  displayName: line(40),
  role: z.enum(roles),
}) satisfies z.ZodType<User>;

export const callerNumberSchema = z.strictObject({
  raw: line(128),
  key: line(32).nullable(),
  display: line(64),
  kind: z.enum(['mobile', 'landline', 'service', 'extension', 'foreign', 'anonymous', 'unknown']),
}) satisfies z.ZodType<CallerNumber>;

export const credentialsSchema = z.strictObject({
  /** An input method in full-width mode types `１００１`. */
  workNo: z
    .string()
    .overwrite((typed) => cleanLine(typed).normalize('NFKC').trim())
    .regex(/^[0-9A-Za-z]{1,16}$/),
  password: z.string().min(1).max(200),
});
