const lateMs = 5 * 60_000;
const overdueMs = 15 * 60_000;

/** How loud the timer of a missed call is: amber from five minutes, red from fifteen. */
export function missedAge(ms: number): 'fresh' | 'late' | 'overdue' {
  if (ms >= overdueMs) return 'overdue';
  return ms >= lateMs ? 'late' : 'fresh';
}
