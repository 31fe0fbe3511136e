import { randomUUID } from 'node:crypto';
import { AppError, type SignInTries, errorCodeOf } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { DeskProof } from '../../../shared/contract/session/schemas.ts';
import {
  type HubPage,
  newRolesSince,
  worksAtDesk,
  worksAtPage,
} from '../../../shared/domain/session/user.ts';
import {
  type FactorDeps,
  type FactorTold,
  factorNeed,
  mustBring,
  offerFactor,
  takeFactor,
} from './second-factor.ts';
import type { SignInFailures, StoredUser } from './users-repository.ts';
import { mustBeAsProven } from './as-proven.ts';
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

export interface SignInDeps extends FactorDeps {
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
  readonly page?: HubPage | undefined;
  /** Of the second factor, see `FactorRequest`. */
  readonly code?: string | undefined;
  readonly enrols?: true | undefined;
  /** Instead of one that the hub has made, see `hub.passwordChangeNeeded`. */
  readonly newPassword?: string | undefined;
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
 * `hub.deskDisabled`; to the right password also `hub.notAtDesk`, `hub.notAtThisPage`, `hub.passwordChangeNeeded`. An unknown work number takes as long, counts and locks like a known one, so that neither answer nor
 * time tells which numbers exist; how many tries are left, and how long a lock lasts, is told alike.
 */
export function signIn(deps: SignInDeps, request: SignInRequest): Promise<IssuedSession> {
  return proven(deps, request, async (user, source, { tries }) => {
    const change = asksForOwn(user, request) ? await ownPassword(deps, request) : undefined;
    const need = await factorNeed(deps, user, request.page);
    const code = mustBring(need, request);
    const factor =
      code === null ? undefined : await passFactor(deps, { user, request, code, tries });
    return openSession(deps, { user, request, source, factor, change });
  });
}

/**
 * A new secret for an authenticator program, to who has the right password and, if there is a second factor already, a code of it. The
 * same brakes and the same refusals as of `signIn`.
 */
export function enrol(
  deps: SignInDeps,
  request: SignInRequest,
): Promise<{ readonly secret: string; readonly uri: string }> {
  return proven(deps, request, async (user, _source, { tries, giveBack }) => {
    if ((await factorNeed(deps, user, request.page)) === 'code')
      await passFactor(deps, { user, request, code: mustBring('code', request) ?? '', tries });
    await giveBack();
    return offerFactor(deps, user);
  });
}

/** How the right password goes on. */
type Going<Result> = (user: StoredUser, source: Source, attempt: Attempt) => Promise<Result>;

interface Attempt {
  readonly tries: SignInTries;
  /** It was no failure: it counts no more. */
  giveBack(): Promise<void>;
}

async function proven<Result>(
  deps: SignInDeps,
  request: SignInRequest,
  going: Going<Result>,
): Promise<Result> {
  let deskProven = false;
  try {
    const source = await sourceOf(deps, request);
    ({ deskProven } = source);
    await checkLock(deps, request, source);
    if (!source.isFamiliar) deps.brake.check(networkOf(request.address));
    const { isFamiliar } = source;
    const person = `${source.name} ${request.workNo}`;
    const who = { isFamiliar, address: networkOf(request.address), person };
    return await deps.queue.run(who, () => tryPassword(deps, { request, source, going }));
  } catch (error) {
    if (error instanceof AppError && !isHalfway(error))
      await noteRefusal(deps, request, { error, deskProven });
    throw error;
  }
}

/** The password was right, and the way goes on with a code: nobody was refused. */
function isHalfway({ code }: AppError): boolean {
  return halfway.includes(code);
}

const halfway: readonly ErrorCode[] = [
  'hub.secondFactorNeeded',
  'hub.secondFactorUnset',
  'hub.passwordChangeNeeded',
  'hub.passwordSame',
];

/**
 * Who still has a password of the hub's making brings one of her or his own; a desk of before has no field for it, and lets in. The pages are
 * the hub's: whoever asks from one has the field, whatever is said of the contract.
 */
function asksForOwn(
  { mustChangePassword }: StoredUser,
  { contract, page }: SignInRequest,
): boolean {
  const hasField = page !== undefined || (contract ?? newRolesSince) >= newRolesSince;
  return mustChangePassword === true && hasField;
}

/** Asked for before the second factor: a code is good once only. */
async function ownPassword(
  { passwords }: SignInDeps,
  { password, newPassword }: SignInRequest,
): Promise<string> {
  if (newPassword === undefined) throw new AppError('hub.passwordChangeNeeded');
  if (newPassword === password) throw new AppError('hub.passwordSame');
  return passwords.hash(newPassword);
}

/** Wrong codes of one person count together, wherever they come from: only who has the password gets here. */
const factorSource = 'factor';

async function passFactor(
  deps: SignInDeps,
  {
    user,
    request,
    code,
    tries,
  }: {
    readonly user: StoredUser;
    readonly request: SignInRequest;
    readonly code: string;
    readonly tries: SignInTries;
  },
): Promise<FactorTold> {
  const { workNo } = user;
  await deps.store.transaction(({ users }) =>
    countIn(
      users,
      { workNo, source: factorSource },
      { now: deps.clock.now(), lockMs: sessionRules.lockMs },
    ),
  );
  const told = await takeFactor(deps, user, { ...request, code });
  if (told === null) throw new AppError('hub.secondFactorWrong', { tries });
  await deps.store.users.clearFailures(workNo, factorSource);
  return told;
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

async function tryPassword<Result>(
  deps: SignInDeps,
  {
    request,
    source,
    going,
  }: { readonly request: SignInRequest; readonly source: Source; readonly going: Going<Result> },
): Promise<Result> {
  const attempt = await countAttempt(deps, request, source);
  const { tries } = attempt;
  const user = await deps.store.users.findByWorkNo(request.workNo);
  const isRight = await deps.passwords.matches(request.password, user?.passwordHash ?? null);
  if (!user || !isRight) {
    deps.brake.failed(networkOf(request.address));
    throw new AppError('hub.badCredentials', { tries });
  }
  if (user.disabledAt !== null) throw new AppError('hub.accountDisabled');
  refuseElsewhere(user, request);
  try {
    return await going(user, source, attempt);
  } catch (error) {
    if (!(error instanceof AppError) || !isHalfway(error)) throw error;
    await attempt.giveBack();
    // A desk of before has no words for it, and no field.
    throw (request.contract ?? newRolesSince) < newRolesSince
      ? new AppError('hub.forbidden')
      : error;
  }
}

/** Who does not work here hears where to go instead; a desk of before these roles has no words for it. */
function refuseElsewhere({ role }: StoredUser, { page, contract }: SignInRequest): void {
  if (page === undefined && !worksAtDesk(role))
    throw new AppError(
      (contract ?? newRolesSince) < newRolesSince ? 'hub.forbidden' : 'hub.notAtDesk',
    );
  if (page !== undefined && !worksAtPage(role, page)) throw new AppError('hub.notAtThisPage');
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
): Promise<Attempt> {
  const now = deps.clock.now();
  const lockMs = source.isOwnDesk ? sessionRules.deskLockMs : sessionRules.lockMs;
  const of = { workNo, source: source.name };
  // Strangers are let in one at a time; for the others the transaction keeps attempts apart.
  const counting = <Result>(work: (counts: FailureCounts) => Promise<Result>): Promise<Result> =>
    source.isFamiliar ? deps.store.transaction(({ users }) => work(users)) : work(deps.strangers);
  return {
    tries: await counting((counts) => countIn(counts, of, { now, lockMs })),
    giveBack: () => counting((counts) => oneLess(counts, of, now)),
  };
}

interface CountedOf {
  readonly workNo: string;
  readonly source: string;
}

/** One more; throws `hub.accountLocked` where there were too many before. */
export async function countIn(
  counts: FailureCounts,
  of: CountedOf,
  { now, lockMs }: { readonly now: number; readonly lockMs: number },
): Promise<SignInTries> {
  const forgetBefore = countedSince(now);
  const failures = await counts.failures(of.workNo, of.source, forgetBefore);
  refuseWhileLocked(failures.lockedUntil, now);
  const next = failures.lockedUntil === null ? failures.count + 1 : 1;
  const lockedUntil = next >= sessionRules.failuresBeforeLock ? now + lockMs : null;
  const counted = { count: next, lockedUntil };
  await counts.setFailures(of, counted, { now, forgetBefore });
  return triesOf(counted, now);
}

async function oneLess(counts: FailureCounts, of: CountedOf, now: number): Promise<void> {
  const forgetBefore = countedSince(now);
  const { count } = await counts.failures(of.workNo, of.source, forgetBefore);
  const counted = { count: Math.max(0, count - 1), lockedUntil: null };
  await counts.setFailures(of, counted, { now, forgetBefore });
}

async function openSession(
  { store, clock, strangers }: SignInDeps,
  opening: {
    readonly user: StoredUser;
    readonly request: SignInRequest;
    readonly source: Source;
    readonly factor: FactorTold | undefined;
    /** Hash of the password that takes the place of the hub's. */
    readonly change: string | undefined;
  },
): Promise<IssuedSession> {
  const { user, request, source, factor, change } = opening;
  const { deskId, proof, address } = request;
  const { passwordHash: _hash, disabledAt: _at, mustChangePassword: _must, ...person } = user;
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
    await mustBeAsProven(repositories, user);
    const deskProven = proof
      ? await enrolDesk(repositories, { ...proof, deskId, userId, address, at: now })
      : false;
    await users.clearFailures(workNo, source.name);
    if (change !== undefined) {
      await users.update({ ...person, disabledAt: null, passwordHash: change });
      const row = { action: 'passwordChanged', userId, deskId, subjectId: userId } as const;
      await audit.append({ at: now, ...row, code: null, address, deskProven });
    }
    await sessions.removeExpired(now);
    await sessions.endOldestOf(userId, sessionRules.sessionsOfOne - 1, now);
    await sessions.insert({ ...session, deskProven });
    await sessions.noteDesk({ deskId, userId, workNo, at: now, address: networkOf(address) });
    const entry = { action: 'signedIn', userId, deskId, subjectId: sessionId, code: null } as const;
    await audit.appendOrCount({ at: now, ...entry, address, deskProven });
  });
  return { ...tokens, user: person, ...(factor === undefined ? {} : { factor }) };
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
