import { z } from 'zod';
import type { PutAside } from '../../domain/workspaces/put-aside.ts';
import { line, millis } from '../base-schemas.ts';
import { exactly } from '../exactly.ts';

/** A call's id or the key of a draft. */
export const placeKeySchema = z.string().min(1).max(80);

export const putAsideSchema = exactly<PutAside>()(
  z.strictObject({ key: placeKeySchema, at: millis, reason: line(200) }),
);
