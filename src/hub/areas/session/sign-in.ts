import { randomUUID } from 'node:crypto';
import { AppError, type SignInTries, errorCodeOf } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { DeskProof } from '../../../shared/contract/session/schemas.ts';
import { newRolesSince, worksAtDesk } from '../../../shared/domain/session/user.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { SignInFailures, StoredUser } from './users-repository.ts';
import type { DeskChallenges } from './desk-challenges.ts';
import type { QuietAudit } from '../audit/quiet-audit.ts';
import { checkDesk } from './desk-proof.ts';
import { enrolDesk } from './enrol-desk.ts';
import { type IssuedSession, issueTokens } from './tokens.ts';
import { networkOf } from './network-of.ts';
import type { Passwords } from './passwords.ts';
import type { RefusalAudit } from './refusal-audit.ts';
import { sessionRules } from './session-rules.ts';
import type { SignInQueue } from './sign-in-queue.ts';
import type { SprayBrake } from './spray-brake.ts';
import type { FailureCounts } from './stranger-failures.ts';

export interface SignInDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly passwords: Passwords;
  readonly challenges: DeskChallenges;
  readonly queue: SignInQueue;
  readonly brake: SprayBrake;
  readonly refusals: RefusalAudit;
  readonly quietly: QuietAudit;
  readonly strangers: FailureCounts;
}

export interface SignInRequest {
  readonly workNo: string;
  readonly password: string;
  readonly deskId: string;
  readonly proof?: DeskProof | undefined;
  /** Asked from a page of the hub, not from a desk. */
  readonly page?: 'department' | undefined;
  /** What the other side knows of the contract; absent = all. */
  readonly contract?: number;
  /** IP address it comes from. */
  readonly address: string;
}

/** Who asks, as failures are counted. */
interface Source {
  readonly name: string;
  /** The desk has proven its key, and this person has worked there before. */
  readonly isOwnDesk: boolean;
  readonly deskProven: boolean;
  readonly isFamiliar: boolean;
}

/**
 * Opens a session. Throws `hub.badCredentials`; `hub.accountLocked` after five wrong passwords in a row from this source
 * (an address; or a desk that has proven its key and knows the person, for which locks made elsewhere do not count);
 * `hub.signInBusy` when too many try; `hub.accountDisabled` to the right password only; `hub.deskNotProven`,
 * `hub.deskDisabled`; to the right password also `hub.notAtDesk`, `hub.notAtThisPage`. An unknown work number takes as long, counts and locks like a known one, so that neither answer nor
 * time tells which numbers exist; how many tries are left, and how long a lock lasts, is told alike.
 */
export async function signIn(deps: SignInDeps, request: SignInRequest): Promise<IssuedSession> {
  let deskProven = false;
  try {
    const source = await sourceOf(deps, request);
    ({ deskProven } = source);
    await checkLock(deps, request, source);
    if (!source.isFamiliar) deps.brake.check(networkOf(request.address));
    const { isFamiliar } = source;
    const person = `${source.name} ${request.workNo}`;
    const who = { isFamiliar, address: networkOf(request.address), person };
    return await deps.queue.run(who, () => tryPassword(deps, request, source));
  } catch (error) {
    if (error instanceof AppError) await noteRefusal(deps, request, { error, deskProven });
    throw error;
  }
}

async function sourceOf(deps: SignInDeps, request: SignInRequest): Promise<Source> {
  const { store, challenges } = deps;
  const { workNo, deskId, proof, address } = request;
  const claim = { act: 'signIn', deskId, workNo, proof } as const;
  const deskProven = await checkDesk({ deskKeys: store.deskKeys, challenges }, claim);
  const isOwnDesk = deskProven && (await store.sessions.hasSignedInAt(deskId, workNo));
  const network = networkOf(address);
  return {
    name: isOwnDesk ? `desk:${deskId}` : `address:${network}`,
    isOwnDesk,
    deskProven,
    isFamiliar: isOwnDesk || (await store.sessions.hasSignedInFrom(network, workNo)),
  };
}

async function checkLock(deps: SignInDeps, { workNo }: SignInRequest, source: Source) {
  const counts = source.isFamiliar ? deps.store.users : deps.strangers;
  const now = deps.clock.now();
  const { lockedUntil } = await counts.failures(workNo, source.name, countedSince(now));
  refuseWhileLocked(lockedUntil, now);
}

async function tryPassword(
  deps: SignInDeps,
  request: SignInRequest,
  source: Source,
): Promise<IssuedSession> {
  const tries = await countAttempt(deps, request, source);
  const user = await deps.store.users.findByWorkNo(request.workNo);
  const isRight = await deps.passwords.matches(request.password, user?.passwordHash ?? null);
  if (!user || !isRight) {
    deps.brake.failed(networkOf(request.address));
    throw new AppError('hub.badCredentials', { tries });
  }
  if (user.disabledAt !== null) throw new AppError('hub.accountDisabled');
  refuseElsewhere(user, request);
  return openSession(deps, { user, request, source });
}

/** Who does not work here hears where to go instead; a desk of before these roles has no words for it. */
function refuseElsewhere({ role }: StoredUser, { page, contract }: SignInRequest): void {
  if (page === undefined && !worksAtDesk(role))
    throw new AppError(
      (contract ?? newRolesSince) < newRolesSince ? 'hub.forbidden' : 'hub.notAtDesk',
    );
  if (page !== undefined && role !== page) throw new AppError('hub.notAtThisPage');
}

/** Wrong passwords of before do not count any more. */
const countedSince = (now: number) => now - sessionRules.failureMemoryMs;

/** For whom it is known how long, be there such a work number or not. */
function refuseWhileLocked(lockedUntil: number | null, now: number): void {
  if (lockedUntil === null || lockedUntil <= now) return;
  throw new AppError('hub.accountLocked', { tries: triesOf({ count: 0, lockedUntil }, now) });
}

/** What may be told of the count: it stands for every work number that is typed here, whether anybody has it (ADR 0217). */
function triesOf({ count, lockedUntil }: SignInFailures, now: number): SignInTries {
  if (lockedUntil === null)
    return { left: sessionRules.failuresBeforeLock - count, lockedForS: null };
  return { left: 0, lockedForS: Math.ceil((lockedUntil - now) / 1000) };
}

/** Counts before the password is compared, so that many attempts at once do not get past the limit. */
async function countAttempt(
  deps: SignInDeps,
  { workNo }: SignInRequest,
  source: Source,
): Promise<SignInTries> {
  const now = deps.clock.now();
  const lockMs = source.isOwnDesk ? sessionRules.deskLockMs : sessionRules.lockMs;
  const count = async (counts: FailureCounts): Promise<SignInTries> => {
    const forgetBefore = countedSince(now);
    const failures = await counts.failures(workNo, source.name, forgetBefore);
    refuseWhileLocked(failures.lockedUntil, now);
    const next = failures.lockedUntil === null ? failures.count + 1 : 1;
    const lockedUntil = next >= sessionRules.failuresBeforeLock ? now + lockMs : null;
    const of = { workNo, source: source.name };
    const counted = { count: next, lockedUntil };
    await counts.setFailures(of, counted, { now, forgetBefore });
    return triesOf(counted, now);
  };
  // Strangers are let in one at a time; for the others the transaction keeps attempts apart.
  return source.isFamiliar
    ? deps.store.transaction(({ users }) => count(users))
    : count(deps.strangers);
}

async function openSession(
  { store, clock, strangers }: SignInDeps,
  opening: { readonly user: StoredUser; readonly request: SignInRequest; readonly source: Source },
): Promise<IssuedSession> {
  const { user, request, source } = opening;
  const { deskId, proof, address } = request;
  const { passwordHash: _hash, disabledAt: _disabledAt, ...person } = user;
  const { userId, workNo } = person;
  const now = clock.now();
  const { row, tokens } = issueTokens(now, now);
  const sessionId = randomUUID();
  const session = {
    ...row,
    sessionId,
    userId,
    deskId,
    endedAt: null,
    startedAt: now,
    previousRefreshHash: null,
  };
  await strangers.clearFailures(workNo, source.name);
  await store.transaction(async (repositories) => {
    const { users, sessions, audit } = repositories;
    const deskProven = proof
      ? await enrolDesk(repositories, { ...proof, deskId, userId, address, at: now })
      : false;
    await users.clearFailures(workNo, source.name);
    await sessions.removeExpired(now);
    await sessions.endOldestOf(userId, sessionRules.sessionsOfOne - 1, now);
    await sessions.insert({ ...session, deskProven });
    await sessions.noteDesk({ deskId, userId, workNo, at: now, address: networkOf(address) });
    const entry = { action: 'signedIn', userId, deskId, subjectId: sessionId, code: null } as const;
    await audit.appendOrCount({ at: now, ...entry, address, deskProven });
  });
  return { ...tokens, user: person };
}

/** Who is refused hears why, whether or not it can be written down. */
async function noteRefusal(
  { store, refusals, quietly }: SignInDeps,
  { workNo, deskId, address }: SignInRequest,
  { error, deskProven }: { readonly error: unknown; readonly deskProven: boolean },
): Promise<void> {
  const row = { action: 'signInRefused', code: errorCodeOf(error) } as const;
  await quietly(row, async () => {
    const user = await store.users.findByWorkNo(workNo);
    // A password typed into the wrong field must not be found here.
    const tried = `${workNo.slice(0, 2)}${'*'.repeat(Math.max(0, workNo.length - 2))}`;
    const who = { userId: user?.userId ?? null, deskId, subjectId: null, address, deskProven };
    await refusals.note({ ...row, ...who, tried: user ? null : tried });
  });
}
