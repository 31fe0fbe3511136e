import { AppError } from '../../../shared/app-error.ts';
import type { DeskProof } from '../../../shared/contract/hub.ts';
import { deskIdOf, isKeyMadeId, isSignedBy } from '../../../shared/node/desk-key-pair.ts';
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
 * Did the desk prove that it is the one it says? `false` for a desk of an older release, whose id nobody has enrolled.
 * Throws `hub.deskNotProven` when the id belongs to a key that did not sign, and `hub.deskDisabled`.
 */
export async function checkDesk(
  deps: { readonly deskKeys: HubRepositories['deskKeys']; readonly challenges: DeskChallenges },
  { act, deskId, workNo, proof }: DeskClaim,
): Promise<boolean> {
  const known = await deps.deskKeys.get(deskId);
  if (known && known.disabledAt !== null) throw new AppError('hub.deskDisabled');
  if (proof === undefined) {
    if (known || isKeyMadeId(deskId)) throw new AppError('hub.deskNotProven');
    return false;
  }
  const { publicKey, challenge, signature } = proof;
  const isItsKey = known
    ? known.publicKey === publicKey
    : !isKeyMadeId(deskId) || deskIdOf(publicKey) === deskId;
  const isSigned =
    deps.challenges.isFresh(challenge, deskId, workNo) &&
    isSignedBy(publicKey, { act, deskId, workNo, challenge }, signature);
  if (!isItsKey || !isSigned) throw new AppError('hub.deskNotProven');
  return true;
}

/**
 * Binds a desk id to the key that has just proven itself there, the first time only; sessions opened at that id without
 * a proof end. For use in the transaction of the sign-in. Throws `hub.deskNotProven` when another key was quicker.
 */
export async function enrolDesk(
  { deskKeys, sessions, audit }: Pick<HubRepositories, 'deskKeys' | 'sessions' | 'audit'>,
  desk: {
    readonly deskId: string;
    readonly publicKey: string;
    readonly userId: string;
    readonly address: string;
    readonly at: number;
  },
): Promise<void> {
  const { deskId, publicKey, userId, address, at } = desk;
  const known = await deskKeys.get(deskId);
  if (known) {
    if (known.publicKey !== publicKey) throw new AppError('hub.deskNotProven');
    return;
  }
  await deskKeys.put({ deskId, publicKey, enrolledAt: at, enrolledBy: userId, disabledAt: null });
  await sessions.endUnprovenAt(deskId, at);
  const row = { action: 'deskEnrolled', userId, deskId, subjectId: deskId, code: null } as const;
  await audit.append({ at, ...row, address, deskProven: true });
}
