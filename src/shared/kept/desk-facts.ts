import { z } from 'zod';
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
