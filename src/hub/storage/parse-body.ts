import type { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';

/** The domain value of a `body` column. Throws `storage.damaged` when it is not what was once written. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: string): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(body));
  } catch (cause) {
    throw new AppError('storage.damaged', {
      cause,
      detail: 'a stored value does not fit its schema',
    });
  }
}
