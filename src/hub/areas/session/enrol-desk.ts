import { AppError } from '../../../shared/app-error.ts';
import { isKeyMadeId } from '../../../shared/node/desk-key-pair.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';
import { networkOf } from './network-of.ts';

/** A desk whose key has just been proven in a sign-in or refresh. */
export interface ProvenKey {
  readonly deskId: string;
  readonly publicKey: string;
  readonly userId: string;
  readonly address: string;
  readonly at: number;
}

/**
 * Binds a desk id to the key that has just proven itself there, the first time only; sessions opened at that id without
 * a proof end. An id of before there were keys is no secret: it is bound when it was only ever used from this address, or
 * when IT has released it; else the desk works on as one of before, `false` is given, and the audit says so (ADR 0172).
 * For use in the transaction of the sign-in. Throws `hub.deskNotProven` when another key was quicker.
 */
export async function enrolDesk(
  { deskKeys, sessions, audit }: Pick<HubRepositories, 'deskKeys' | 'sessions' | 'audit'>,
  { deskId, publicKey, userId, address, at }: ProvenKey,
): Promise<boolean> {
  const known = await deskKeys.get(deskId);
  if (known && known.publicKey !== '') {
    if (known.publicKey !== publicKey) throw new AppError('hub.deskNotProven');
    return true;
  }
  const row = { at, userId, deskId, subjectId: deskId, code: null, address };
  const isReleased = known !== null;
  const isFree = isReleased || isKeyMadeId(deskId);
  if (!isFree && !(await sessions.isUsedOnlyFrom(deskId, networkOf(address)))) {
    await audit.appendOrCount({ ...row, action: 'deskNotEnrolled', deskProven: false });
    return false;
  }
  await deskKeys.put({ deskId, publicKey, enrolledAt: at, enrolledBy: userId, disabledAt: null });
  await sessions.endUnprovenAt(deskId, at);
  await audit.append({ ...row, action: 'deskEnrolled', deskProven: true });
  return true;
}
