import { z } from 'zod';
import { exactly } from '../contract/exactly.ts';
import { putAsideSchema } from '../contract/workspaces/schemas.ts';
import type { PutAside } from '../domain/workspaces/put-aside.ts';
import { kept, keptOf } from './kept.ts';

const schema = exactly<PutAside[]>()(z.array(putAsideSchema));
const aside = kept<readonly PutAside[]>('putAside', schema, { fallback: [] });

/** What one person has put aside at this desk. Unreadable: nothing, and everything is a tab again. */
export const keptPutAside = (workNo: string) => keptOf(aside, workNo);
