import type { z } from 'zod';
import { tolerant } from '../contract/tolerant.ts';

export type ReadBody<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: unknown };

/**
 * Reads what lies in a database as JSON: a ticket, a call, a command. Fields that this program does not know are kept, so that
 * a program that was rolled back writes back what a newer one wrote (ADR 0180). `upgrade` makes an older shape today's.
 */
export function readBody<T>(
  schema: z.ZodType<T>,
  body: string,
  upgrade: (old: unknown) => unknown = (old) => old,
): ReadBody<T> {
  try {
    return { ok: true, value: tolerant(schema, 'keep').parse(upgrade(JSON.parse(body))) };
  } catch (error) {
    return { ok: false, error };
  }
}
