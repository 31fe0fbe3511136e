import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import { mustReadSchema } from '../../../shared/contract/knowledge/must-read-schemas.ts';
import {
  type MustRead,
  type MustReadItem,
  mostMustRead,
  mustReadRule,
  readersOf,
  withMark,
} from '../../../shared/domain/knowledge/must-read.ts';
import { readBody } from '../../../shared/kept/body.ts';
import type { HubRepositories, HubStore } from '../../storage/hub-store.ts';
import { putRule } from '../office/put-rule.ts';
import type { ChangeSignal } from '../replica/change-signal.ts';
import type { SignedIn } from '../session/authenticate.ts';

interface Deps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly changes: ChangeSignal;
}

async function marksOf({ office }: Pick<HubRepositories, 'office'>): Promise<readonly MustRead[]> {
  const [rule] = await office.newest([mustReadRule]);
  const read = rule ? readBody(mustReadSchema, rule.body, 'strip') : null;
  return read?.ok ? read.value.marks : [];
}

/** Marks an entry as 必读 in a version, or no more. Throws `knowledge.notFound`, `input.invalid` for one too many. */
export async function markMustRead(
  { store, clock, changes }: Deps,
  signedIn: SignedIn,
  { entryId, version }: { readonly entryId: string; readonly version: number | null },
): Promise<void> {
  const at = clock.now();
  await store.transaction(async (repositories) => {
    if (version !== null && (await repositories.knowledge.get(entryId, version)) === null)
      throw new AppError('knowledge.notFound');
    const before = await marksOf(repositories);
    const marks = withMark(before, { entryId, version, at });
    if (marks.length > mostMustRead) throw new AppError('input.invalid');
    if (marks === before || marks.length + before.length === 0) return;
    const body = JSON.stringify({ marks });
    await putRule(repositories, signedIn, {
      kind: mustReadRule,
      body,
      at,
      subject: `${mustReadRule}:${entryId}`,
    });
  });
  changes.notify();
}

/** Once for each version. Throws `knowledge.notFound` for one that nobody must read: another was marked meanwhile, or none. */
export async function confirmRead(
  { store, clock }: Deps,
  { user }: SignedIn,
  { entryId, version }: { readonly entryId: string; readonly version: number },
): Promise<void> {
  const marks = await marksOf(store);
  if (!marks.some((mark) => mark.entryId === entryId && mark.version === version))
    throw new AppError('knowledge.notFound');
  await store.receipts.add({ entryId, version, workNo: user.workNo, at: clock.now() });
}

/** What must be read, the newest mark first, as this person sees it: the lead sees everybody, an agent herself. */
export async function listMustRead(
  { store, clock }: Deps,
  { user }: SignedIn,
): Promise<MustReadItem[]> {
  const marks = await marksOf(store);
  const receipts = await store.receipts.of(marks.map(({ entryId }) => entryId));
  const isLead = user.role === 'lead';
  const people = isLead ? await agentsOf(store, clock.now()) : [];
  const items: MustReadItem[] = [];
  for (const mark of marks) {
    const entry = await store.knowledge.get(mark.entryId, mark.version);
    if (!entry) continue;
    const own = receipts.find(
      ({ entryId, version, workNo }) =>
        entryId === mark.entryId && version === mark.version && workNo === user.workNo,
    );
    items.push({
      ...mark,
      entryNo: entry.entryNo,
      title: entry.title,
      readAt: own?.at ?? null,
      readers: readersOf(mark, { people, receipts }),
    });
  }
  return items.toSorted((a, b) => b.since - a.since);
}

async function agentsOf({ users }: HubStore, now: number) {
  const everybody = await users.everybody(now);
  return everybody
    .filter(({ role, disabledAt }) => role === 'agent' && disabledAt === null)
    .map(({ workNo, displayName }) => ({ workNo, name: displayName }));
}
