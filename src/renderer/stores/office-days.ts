/** Days as a list is narrowed by them. */
export interface ChosenDays {
  /** Last so many days; `null` = all. Gives way to dates. */
  readonly days: 1 | 7 | 30 | null;
  /** First and last day, `2026-11-23` at the office; empty = open. */
  readonly fromDay: string;
  readonly toDay: string;
}

const dayMs = 86_400_000;
/** The office's clock has no summer time. */
const officeOffsetMs = 8 * 3_600_000;

/** The span that is meant, from the first moment (inclusive) to the last (exclusive); `null` = open. */
export function spanOfDays({ fromDay, toDay, days }: ChosenDays, now: number) {
  const from = startOfDay(fromDay);
  const to = startOfDay(toDay);
  if (from === null && to === null)
    return { from: days === null ? null : now - days * dayMs, to: null };
  return { from, to: to === null ? null : to + dayMs };
}

function startOfDay(day: string): number | null {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? null : Math.max(0, at - officeOffsetMs);
}
