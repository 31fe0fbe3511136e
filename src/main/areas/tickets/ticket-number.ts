/** Day of a ticket number, `yyyymmdd` in China's one time zone (UTC+8, no summer time). */
export function shanghaiDay(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
}

/** `SW20260612-1003-002`: day, agent, count of the agent's day. Unique without asking the hub. */
export function formatTicketNo(day: string, workNo: string, count: number): string {
  return `SW${day}-${workNo}-${String(count).padStart(3, '0')}`;
}
