import { z } from 'zod';
import type { PutAside } from '../../domain/workspaces/put-aside.ts';
import { idSchema, line, millis } from '../base-schemas.ts';
import { exactly } from '../exactly.ts';

export const putAsideSchema = exactly<PutAside>()(
  z.strictObject({ key: idSchema, at: millis, reason: line(200) }),
);
