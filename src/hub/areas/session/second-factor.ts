import { randomBytes } from 'node:crypto';
import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { HubPage, Role, User } from '../../../shared/domain/session/user.ts';
import type { HubRepositories, HubStore } from '../../storage/hub-store.ts';
import type { AuditEntry } from '../audit/audit-repository.ts';
import { factorRule } from '../office/factor-rule.ts';
import { openSecret, sealSecret } from './factor-seal.ts';
import { newRecoveryCodes, recoveryHash } from './recovery-codes.ts';
import type { SecondFactor } from './second-factors-repository.ts';
import { base32, keyUri, matchingStep } from './totp.ts';

export interface FactorDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  /** Seals secrets; lies beside the hub's other keys. */
  readonly factorKey: Buffer;
}

/** What is asked for beside the password. */
export interface FactorRequest {
  /** A code of the authenticator program, or a recovery code. */
  readonly code?: string | undefined;
  /** The code is of the secret that was shown last: from now on that one counts. */
  readonly enrols?: true | undefined;
  readonly page?: HubPage | undefined;
  readonly address: string;
  readonly deskId: string;
}

/** What a person is told of the second factor with the session. */
export interface FactorTold {
  readonly recoveryLeft: number;
  /** In clear for the only time. */
  readonly recoveryCodes?: readonly string[] | undefined;
}

/** How long a secret that was shown waits for its first code. */
const pendingMs = 15 * 60_000;
/** 160 bits, as RFC 4226 section 4 recommends. */
const secretLength = 20;
const issuer = '水务热线';

const nobodys = (userId: string): SecondFactor => ({
  userId,
  secret: null,
  lastStep: 0,
  pending: null,
  pendingAt: null,
});

/** What this person has to show beside the password, here: nothing, a code, or first of all a telephone of her or his own. */
export async function factorNeed(
  { store }: FactorDeps,
  { userId, role }: Pick<User, 'userId' | 'role'>,
  page: HubPage | undefined,
): Promise<'none' | 'code' | 'enrol'> {
  const factor = await store.secondFactors.get(userId);
  if (factor !== null && factor.secret !== null) return 'code';
  return (await isRequired(store, role, page)) ? 'enrol' : 'none';
}

/** At the officers' page always; at a desk for the roles that the office has named. */
async function isRequired(
  repositories: Pick<HubRepositories, 'office'>,
  role: Role,
  page: HubPage | undefined,
): Promise<boolean> {
  if (page !== undefined) return page === 'officer';
  return (await factorRule(repositories)).desk.some((one) => one === role);
}

/**
 * Takes a code: of the program (each step once, one step of skew either way) or a recovery code (each once). With `enrols`, the
 * secret that was shown last becomes the person's own and ten new recovery codes come with it. `null` = it is none of hers.
 */
export async function takeFactor(
  { store, clock, factorKey }: FactorDeps,
  { userId }: Pick<User, 'userId'>,
  request: FactorRequest & { readonly code: string },
): Promise<FactorTold | null> {
  const at = clock.now();
  const digits = request.code.normalize('NFKC').replaceAll(/[\s-]/g, '');
  return store.transaction(async ({ secondFactors, audit }) => {
    const factor = (await secondFactors.get(userId)) ?? nobodys(userId);
    const note = (entry: Pick<AuditEntry, 'action'>) =>
      audit.append({ at, ...entry, userId, ...placeOf(request), subjectId: userId, code: null });
    const step = (sealed: string | null, after: number) => {
      const secret = sealed === null ? null : openSecret(factorKey, userId, sealed);
      return secret && /^\d{6}$/.test(digits) ? matchingStep(secret, digits, { at, after }) : null;
    };
    if (request.enrols) {
      const isFresh = at - (factor.pendingAt ?? 0) <= pendingMs;
      const lastStep = isFresh ? step(factor.pending, 0) : null;
      if (lastStep === null) return null;
      const codes = newRecoveryCodes();
      await secondFactors.put({ ...nobodys(userId), secret: factor.pending, lastStep });
      await secondFactors.setCodes(
        userId,
        codes.flatMap((code) => recoveryHash(code) ?? []),
      );
      await note({ action: 'secondFactorSet' });
      return { recoveryLeft: codes.length, recoveryCodes: codes };
    }
    const lastStep = step(factor.secret, factor.lastStep);
    if (lastStep !== null) {
      await secondFactors.put({ ...factor, lastStep });
      return { recoveryLeft: await secondFactors.codesLeft(userId) };
    }
    const hash = factor.secret === null ? null : recoveryHash(request.code);
    if (hash === null || !(await secondFactors.spendCode(userId, hash))) return null;
    await note({ action: 'recoveryCodeUsed' });
    return { recoveryLeft: await secondFactors.codesLeft(userId) };
  });
}

/** A new secret, to be shown once; it counts as soon as a code of it was typed (`enrols`), the one of before until then. */
export async function offerFactor(
  { store, clock, factorKey }: FactorDeps,
  { userId, workNo }: Pick<User, 'userId' | 'workNo'>,
): Promise<{ readonly secret: string; readonly uri: string }> {
  const secret = randomBytes(secretLength);
  const pending = sealSecret(factorKey, userId, secret);
  await store.transaction(async ({ secondFactors }) => {
    const factor = (await secondFactors.get(userId)) ?? nobodys(userId);
    await secondFactors.put({ ...factor, pending, pendingAt: clock.now() });
  });
  return { secret: base32(secret), uri: keyUri(secret, { issuer, workNo }) };
}

/** `null` = nothing more is asked of this person here. */
export function mustBring(
  need: 'none' | 'code' | 'enrol',
  { code, enrols }: FactorRequest,
): string | null {
  if (need === 'none') return null;
  if (need === 'enrol' && !enrols) throw new AppError('hub.secondFactorUnset');
  if (code === undefined || code.trim() === '') throw new AppError('hub.secondFactorNeeded');
  return code;
}

const placeOf = ({ deskId, address }: FactorRequest) => ({ deskId, address });
