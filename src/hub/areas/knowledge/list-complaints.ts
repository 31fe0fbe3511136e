import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { MissReport } from '../../../shared/contract/knowledge/life-schemas.ts';
import type { Complaints, Feedback } from '../../../shared/domain/knowledge/complaints.ts';
import { countableSearch } from '../../../shared/domain/knowledge/countable-search.ts';
import { reworkedCitations } from '../../../shared/domain/knowledge/reworked.ts';
import { mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { KeptFeedback } from './complaints-repository.ts';
import type { SignedIn } from '../session/authenticate.ts';

interface Deps {
  readonly store: HubStore;
  readonly clock: Clock;
}

const missesMs = 90 * 86_400_000;
const mostMisses = 200;
const mostSaid = 5;

/** Throws `knowledge.notFound` for a version that there is not. */
export async function sayOfEntry(
  { store, clock }: Deps,
  { user }: SignedIn,
  feedback: Feedback,
): Promise<void> {
  if ((await store.knowledge.get(feedback.entryId, feedback.version)) === null)
    throw new AppError('knowledge.notFound');
  await store.complaints.addFeedback({ ...feedback, byWorkNo: user.workNo, at: clock.now() });
}

/** A desk has looked already; a wrong desk must not bring a telephone number into the list. */
export async function countMisses({ store, clock }: Deps, report: MissReport): Promise<void> {
  const counts = new Map<string, number>();
  for (const { text, count } of report.misses) {
    const line = countableSearch(text, []);
    if (line !== null) counts.set(line, (counts.get(line) ?? 0) + count);
  }
  const misses = [...counts].map(([text, count]) => ({ text, count }));
  await store.complaints.addMisses({ reportId: report.reportId, misses, at: clock.now() });
}

/** See `knowledgeHubContract.complaints`; of tickets only those that who asks may read. */
export async function listComplaints(
  { store, clock }: Deps,
  { user }: SignedIn,
): Promise<Complaints> {
  const { complaints, knowledge } = store;
  const said = await complaints.feedback();
  const reworked = (await complaints.reworked()).filter((ticket) => mayReadTicket(user, ticket));
  const byEntry = Map.groupBy(said, ({ entryId }) => entryId);
  const newest = await knowledge.newest([...byEntry.keys()]);
  const feedback = newest.flatMap(({ entryId, entryNo, title, version }) => {
    // What was said of a version of before was about other words.
    const ofIt = (byEntry.get(entryId) ?? []).filter((one) => one.version === version);
    const count = ofIt.length;
    if (count === 0) return [];
    return [{ entryId, entryNo, title, version, count, said: ofIt.slice(0, mostSaid).map(shown) }];
  });
  return {
    feedback: feedback.toSorted((a, b) => b.count - a.count || (a.entryNo < b.entryNo ? -1 : 1)),
    misses: await complaints.misses(clock.now() - missesMs, mostMisses),
    reworked: reworkedCitations(reworked),
  };
}

function shown({ kind, words, byWorkNo, at }: KeptFeedback) {
  return { kind, words, byWorkNo, at };
}
