import type { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import { readBody } from '../../shared/kept/body.ts';

/** The domain value of a `body` column. Throws `storage.damaged` when it is not what was once written. */
export function parseBody<T>(schema: z.ZodType<T>, body: string): T {
  const read = readBody(schema, body);
  if (read.ok) return read.value;
  throw new AppError('storage.damaged', {
    cause: read.error,
    detail: 'a stored value does not fit its schema',
  });
}

/** Those of `bodies` that this program can read: what a newer one wrote and was rolled back from must not hide the rest. */
export function parseBodies<T>(schema: z.ZodType<T>, bodies: readonly string[]): T[] {
  return bodies.flatMap((body) => {
    const read = readBody(schema, body);
    return read.ok ? [read.value] : [];
  });
}
