import { randomInt, randomUUID } from 'node:crypto';
import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { AuditAction } from '../../../shared/contract/audit/schemas.ts';
import type { PersonInput } from '../../../shared/contract/admin/schemas.ts';
import { findDepartment } from '../../../shared/domain/office/departments.ts';
import { hubDepartments } from '../office/hub-rules.ts';
import type { HubRepositories, HubStore } from '../../storage/hub-store.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';
import type { Passwords } from '../session/passwords.ts';
import { resetFactor } from '../session/reset-factor.ts';
import type { StoredUser } from '../session/users-repository.ts';

export interface PeopleDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly passwords: Passwords;
}

/** No letter that is taken for another, no digit that is taken for a letter. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 3;
const groupLength = 4;

/** A password of about 59 random bits that can be read out: `k3mp-…`. */
function newPassword(): string {
  const letter = () => alphabet[randomInt(alphabet.length)];
  const group = () => Array.from({ length: groupLength }, letter).join('');
  return Array.from({ length: groups }, group).join('-');
}

const invalid = (field: string) =>
  new AppError('input.invalid', { fields: { [field]: 'invalid' } });

/** Adds a person with a password of the hub's making, or changes one. See `adminHubContract.setPerson`. */
export async function setPerson(
  deps: PeopleDeps,
  admin: SignedIn,
  { isNew, departmentId, ...wanted }: PersonInput,
): Promise<{ password: string | null }> {
  const isOfDepartment = wanted.role === 'department';
  if (isOfDepartment === (departmentId === null)) throw invalid('departmentId');
  const place = departmentId === null ? {} : { departmentId };
  const password = isNew ? newPassword() : null;
  const passwordHash = password === null ? null : await deps.passwords.hash(password);
  await inAudit(
    deps,
    admin,
    { workNo: wanted.workNo, action: 'userSet' },
    async (at, { users, sessions, office }) => {
      const known = await users.findByWorkNo(wanted.workNo);
      // Who is there already stays there after it was closed, and finishes what it has.
      if (departmentId !== null && departmentId !== known?.departmentId) {
        const department = findDepartment(await hubDepartments({ office }), departmentId);
        if (department?.isActive !== true) throw invalid('departmentId');
      }
      if (passwordHash !== null) {
        if (known) throw invalid('workNo');
        const userId = randomUUID();
        const fresh = { passwordHash, disabledAt: null, mustChangePassword: true } as const;
        const user: StoredUser = { ...wanted, ...place, ...fresh, userId };
        await users.insert(user);
        return { userId, detail: changes(null, user) };
      }
      if (!known) throw invalid('workNo');
      const isOwnRole = known.userId === admin.user.userId && wanted.role !== known.role;
      // Nobody takes the last administrator away by a slip.
      if (isOwnRole) throw invalid('role');
      const { departmentId: _former, ...rest } = known;
      const user: StoredUser = { ...rest, ...wanted, ...place };
      await users.update(user);
      const detail = changes(known, user);
      if (user.role !== known.role || user.departmentId !== known.departmentId)
        await sessions.endAllOf(known.userId, at);
      return { userId: known.userId, detail };
    },
  );
  return { password };
}

/** See `adminHubContract.resetPassword`. */
export async function resetPassword(
  deps: PeopleDeps,
  admin: SignedIn,
  workNo: string,
): Promise<{ password: string | null }> {
  const password = newPassword();
  const passwordHash = await deps.passwords.hash(password);
  await inAudit(
    deps,
    admin,
    { workNo, action: 'passwordReset' },
    async (at, { users, sessions }) => {
      const known = await mustBeKnown(users, workNo);
      await users.update({ ...known, passwordHash, mustChangePassword: true });
      await sessions.endAllOf(known.userId, at);
      await users.clearFailures(workNo);
      return { userId: known.userId, detail: null };
    },
  );
  return { password };
}

/** See `adminHubContract.setDisabled`. */
export async function setDisabled(
  deps: PeopleDeps,
  admin: SignedIn,
  { workNo, disabled }: { readonly workNo: string; readonly disabled: boolean },
): Promise<void> {
  const action = disabled ? 'userDisabled' : 'userEnabled';
  await inAudit(deps, admin, { workNo, action }, async (at, { users, sessions }) => {
    const known = await mustBeKnown(users, workNo);
    if (known.userId === admin.user.userId) throw invalid('workNo');
    if ((known.disabledAt !== null) === disabled) return null;
    await users.update({ ...known, disabledAt: disabled ? at : null });
    if (disabled) await sessions.endAllOf(known.userId, at);
    return { userId: known.userId, detail: null };
  });
}

/** See `adminHubContract.resetFactor`. */
export async function resetFactorOf(
  { store, clock }: PeopleDeps,
  admin: SignedIn,
  workNo: string,
): Promise<void> {
  const { userId, ...facts } = auditFacts(admin);
  if (!(await resetFactor({ store, clock }, workNo, { userId, ...facts }))) throw invalid('workNo');
}

async function mustBeKnown(users: HubRepositories['users'], workNo: string): Promise<StoredUser> {
  const known = await users.findByWorkNo(workNo);
  if (!known) throw invalid('workNo');
  return known;
}

/** What `work` does to a person, and the row that says so, in one transaction; `null` = nothing was to be done. */
async function inAudit(
  { store, clock }: PeopleDeps,
  admin: SignedIn,
  { action }: { readonly workNo: string; readonly action: AuditAction },
  work: (
    at: number,
    repositories: HubRepositories,
  ) => Promise<{ readonly userId: string; readonly detail: string | null } | null>,
): Promise<void> {
  const at = clock.now();
  await store.transaction(async (repositories) => {
    const done = await work(at, repositories);
    if (done === null) return;
    const row = { action, subjectId: done.userId, code: null, detail: done.detail } as const;
    await repositories.audit.append({ at, ...row, ...auditFacts(admin) });
  });
}

/** `role: agent → lead`, a line for each thing that is another one now. */
function changes(before: StoredUser | null, after: StoredUser): string {
  const facts = (user: StoredUser | null) => ({
    name: user?.displayName ?? '',
    role: user?.role ?? '',
    department: user?.departmentId ?? '',
  });
  const [old, now] = [facts(before), facts(after)];
  return (['name', 'role', 'department'] as const)
    .filter((field) => old[field] !== now[field])
    .map((field) => `${field}: ${old[field]} → ${now[field]}`)
    .join('\n');
}
