import type { z } from 'zod';
import { tolerant } from '../contract/tolerant.ts';

export type ReadBody<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: unknown };

/**
 * Reads what lies in a database as JSON: a ticket, a call, a draft. Fields that this program does not know are no fault: `keep`
 * them where the value is written back, so that a program that was rolled back loses nothing that a newer one wrote (ADR 0180).
 */
export function readBody<T>(
  schema: z.ZodType<T>,
  body: string,
  unknownKeys: 'strip' | 'keep' = 'keep',
): ReadBody<T> {
  try {
    return { ok: true, value: tolerant(schema, unknownKeys).parse(JSON.parse(body)) };
  } catch (error) {
    return { ok: false, error };
  }
}

/** Those of `rows` that this program can read, as a page may be shown them: without fields that it does not know. */
export function shownBodies<T>(
  schema: z.ZodType<T>,
  rows: readonly { readonly body: string }[],
): T[] {
  return rows.flatMap(({ body }) => {
    const read = readBody(schema, body, 'strip');
    return read.ok ? [read.value] : [];
  });
}

/** The same of one row that may not be there. */
export function shownBody<T>(
  schema: z.ZodType<T>,
  row: { readonly body: string } | undefined,
): T | null {
  return row === undefined ? null : (shownBodies(schema, [row])[0] ?? null);
}
