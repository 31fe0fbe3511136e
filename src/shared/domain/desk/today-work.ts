/** 今日工作: what must be done, in the order in which it breaks. */

/** One thing to do. */
export interface WorkItem {
  readonly workId: string;
  /** Since when it waits. */
  readonly since: number;
  /** When the promise breaks; `null` = at no moment that is known. */
  readonly dueAt: number | null;
}

/** 一小时内 (what is over already stands in it too) / 今天 / 可以先做. */
export const workGroups = ['hour', 'today', 'later'] as const;
export type WorkGroup = (typeof workGroups)[number];

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** The office's clock has no summer time. */
const officeOffsetMs = 8 * hourMs;

/** First moment of the office's day in which `at` lies. */
export function startOfOfficeDay(at: number): number {
  return Math.floor((at + officeOffsetMs) / dayMs) * dayMs - officeOffsetMs;
}

export function workGroupOf({ dueAt }: WorkItem, now: number): WorkGroup {
  if (dueAt === null) return 'later';
  if (dueAt <= now + hourMs) return 'hour';
  return dueAt < startOfOfficeDay(now) + dayMs ? 'today' : 'later';
}

/** Every item once, in its group: the soonest deadline first, then what has none; among equals what waits longest. */
export function orderWork<Item extends WorkItem>(
  items: readonly Item[],
  now: number,
): Readonly<Record<WorkGroup, readonly Item[]>> {
  const sorted = items.toSorted(compareWork);
  const of = (group: WorkGroup) => sorted.filter((item) => workGroupOf(item, now) === group);
  return { hour: of('hour'), today: of('today'), later: of('later') };
}

function compareWork(a: WorkItem, b: WorkItem): number {
  const [dueA, dueB] = [a.dueAt ?? Infinity, b.dueAt ?? Infinity];
  if (dueA !== dueB) return dueA < dueB ? -1 : 1;
  if (a.since !== b.since) return a.since - b.since;
  return a.workId < b.workId ? -1 : Number(a.workId > b.workId);
}

/** How much of its time is used, 0 to 1, and how loud that is; `null` without a deadline. */
export function workClock(
  { since, dueAt }: WorkItem,
  now: number,
): { readonly share: number; readonly tone: 'bad' | 'warn' | 'calm' } | null {
  if (dueAt === null) return null;
  const share = dueAt <= since ? 1 : Math.min(1, Math.max(0, (now - since) / (dueAt - since)));
  if (now >= dueAt) return { share: 1, tone: 'bad' };
  return { share, tone: share >= 0.8 ? 'bad' : share >= 0.6 ? 'warn' : 'calm' };
}
