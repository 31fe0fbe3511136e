import { z } from 'zod';
import { fillParts } from '../contract/replica/hub.ts';
import { idSchema } from '../contract/base-schemas.ts';
import { kept, keptText } from './kept.ts';

const count = z.int().min(0);

/** By which the hub knows this desk; the file `desk-id` goes before it. */
export const keptDeskId = keptText('deskId', idSchema, { fallback: null });
/** The latest wall time that a sign-in has seen, epoch ms. */
export const keptLatestTime = kept('latestTime', count, { fallback: 0 });
/** How far the hub's feed has been read. Unreadable: read again from its beginning. */
export const keptReplicaSeq = kept('replicaSeq', count, { fallback: 0 });
/** When the copy of the hub's matters was last whole; `null` = never. */
export const keptReplicaAt = kept('replicaAt', count, { fallback: null });
/** For whom the copy was last made, in the hub's words; `null` = not known, or by a hub that sent everybody the same. */
export const keptReplicaAudience = keptText('replicaAudience', z.string().max(80), {
  fallback: null,
});
/** What desk and hub had of the contract in common when the feed was read. */
export const keptReplicaContract = kept('replicaContract', count, { fallback: 0 });
/**
 * How far an empty copy has been filled; `null` = no filling is under way. `replicaSeq` is 0 meanwhile, so that a program of before
 * reads the feed from its beginning and takes nothing for whole.
 */
export const keptReplicaFill = kept(
  'replicaFill',
  z
    .strictObject({
      part: z.enum(fillParts),
      before: z.int().min(1).nullable(),
      done: count,
      total: count.nullable(),
      /** How far the feed has been read beside it. */
      seq: count,
      contract: count,
    })
    .nullable(),
  { fallback: null },
);
