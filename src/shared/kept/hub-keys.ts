import { hubKeysSchema } from '../contract/session/schemas.ts';
import { kept } from './kept.ts';

/** The keys of the hub that this desk belongs to, as learned at its first sign-in. Unreadable: learned again, as on a new desk. */
export const keptHubKeys = kept('hubKeys', hubKeysSchema, { fallback: null });
