import { AppError } from '../../../shared/app-error.ts';
import type { DeskProof } from '../../../shared/contract/session/schemas.ts';
import { deskIdOf, isKeyMadeId, isSignedBy } from '../../../shared/node/desk-key-pair.ts';
import type { DeskKeyRow } from './desk-keys-repository.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';
import type { DeskChallenges } from './desk-challenges.ts';

/** A desk as it stands in a sign-in or refresh. */
export interface DeskClaim {
  readonly act: 'signIn' | 'refresh';
  readonly deskId: string;
  readonly workNo: string;
  readonly proof: DeskProof | undefined;
}

/**
 * Did the desk prove that it is the one it says? `false` for a desk of an older release, whose id nobody has enrolled, and
 * for a key that comes to such an id: whether it becomes that desk's, `enrolDesk` decides. Throws `hub.deskNotProven` when
 * the id belongs to a key that did not sign, and `hub.deskDisabled`.
 */
export async function checkDesk(
  deps: { readonly deskKeys: HubRepositories['deskKeys']; readonly challenges: DeskChallenges },
  { act, deskId, workNo, proof }: DeskClaim,
): Promise<boolean> {
  const known = await deps.deskKeys.get(deskId);
  if (known && known.disabledAt !== null) throw new AppError('hub.deskDisabled');
  const owned = ownedBy(known, deskId);
  if (proof === undefined) {
    if (owned !== 'nobody') throw new AppError('hub.deskNotProven');
    return false;
  }
  const { publicKey, challenge, signature } = proof;
  const isSigned =
    deps.challenges.isFresh(challenge, deskId, workNo) &&
    isSignedBy(publicKey, { act, deskId, workNo, challenge }, signature) &&
    deps.challenges.use(challenge);
  if (!isKeyOf(known, deskId, publicKey) || !isSigned) throw new AppError('hub.deskNotProven');
  return owned !== 'nobody';
}

/** May this key be the desk's? `false` = the id belongs to another one. */
export function isKeyOf(known: DeskKeyRow | null, deskId: string, publicKey: string): boolean {
  const owned = ownedBy(known, deskId);
  if (owned === 'nobody') return true;
  return owned === 'itsKey' ? deskIdOf(publicKey) === deskId : owned.publicKey === publicKey;
}

/** Whose an id is: of an enrolled key, of the key that it was made from, or still nobody's. */
function ownedBy(known: DeskKeyRow | null, deskId: string): DeskKeyRow | 'itsKey' | 'nobody' {
  if (known && known.publicKey !== '') return known;
  return isKeyMadeId(deskId) ? 'itsKey' : 'nobody';
}
