import { z } from 'zod';
import { cleanLine, cleanLines } from '../clean-text.ts';
import { errorCodes } from '../error-codes.ts';

/** Values that every subject uses; what belongs to one subject stands in its `schemas.ts`. */

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

/** One line that people read, cleaned at the boundary: by `cleanLine`. */
export const line = (max: number) => z.string().overwrite(cleanLine).max(max);

/** Several lines that people read, cleaned at the boundary: by `cleanLines`. */
export const lines = (max: number) => z.string().overwrite(cleanLines).max(max);

export const errorCodeSchema = z.enum(errorCodes);
