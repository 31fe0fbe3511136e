import type { Claim } from './claims-repository.ts';

/**
 * How a desk stands to a call or a recording. `free` = nobody has a better claim · `own` · `disputed` = it says so, and so
 * does another desk that named it first · `others` = it is another desk's, and this one has never said otherwise.
 */
export type Standing = 'free' | 'own' | 'disputed' | 'others';

/** Of the desks that say it is theirs, the one that named it first. Ids are random: nobody can name one before its maker. */
export function ownerOf(claims: readonly Claim[]): Claim | null {
  return claims.find((claim) => claim.isFirm) ?? null;
}

/** `claims` in the order in which the desks first named it. */
export function standingOf(claims: readonly Claim[], deskId: string): Standing {
  const owner = ownerOf(claims);
  if (owner === null) return 'free';
  if (owner.deskId === deskId) return 'own';
  const mine = claims.findIndex((claim) => claim.deskId === deskId);
  if (mine < 0) return 'others';
  if (claims[mine]?.isFirm) return 'disputed';
  return mine < claims.indexOf(owner) ? 'free' : 'others';
}
