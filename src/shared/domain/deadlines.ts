import type { Urgency } from './categories.ts';
import type { Deadline, TicketKind } from './ticket.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Asia/Shanghai: UTC+8, no daylight saving. */
const shanghaiMs = 8 * hourMs;

/**
 * Days of 2026 that differ from "Monday to Friday work" by the holiday arrangement of the State Council, `MM-DD` in
 * Shanghai. A year without a table counts Monday to Friday. Confirm and extend the table each autumn.
 */
const holidays2026 = new Set([
  '01-01',
  '01-02',
  '01-03',
  '02-15',
  '02-16',
  '02-17',
  '02-18',
  '02-19',
  '02-20',
  '02-21',
  '02-22',
  '02-23',
  '04-04',
  '04-05',
  '04-06',
  '05-01',
  '05-02',
  '05-03',
  '05-04',
  '05-05',
  '06-19',
  '06-20',
  '06-21',
  '09-25',
  '09-26',
  '09-27',
  '10-01',
  '10-02',
  '10-03',
  '10-04',
  '10-05',
  '10-06',
  '10-07',
]);
const workingWeekends2026 = new Set(['01-04', '02-14', '02-28', '05-09', '09-20', '10-10']);

/** Is `at` on a working day (工作日) in Shanghai? */
export function isWorkingDay(at: number): boolean {
  const local = new Date(at + shanghaiMs);
  const day = local.toISOString().slice(5, 10);
  const weekend = local.getUTCDay() === 0 || local.getUTCDay() === 6;
  if (local.getUTCFullYear() !== 2026) return !weekend;
  return weekend ? workingWeekends2026.has(day) : !holidays2026.has(day);
}

/** The same time of day on the `count`-th working day after the day of `from`. */
export function addWorkingDays(from: number, count: number): number {
  let at = from;
  for (let left = count; left > 0;) {
    at += dayMs;
    if (isWorkingDay(at)) left -= 1;
  }
  return at;
}

/**
 * Deadline of an own-channel ticket by the preset matrix (domain document 4.5), counted from dispatch, not from
 * sign-in. Urgent limits run in natural hours on any day; the others in working days. Tickets of the city platform
 * keep the city's deadline and never come here.
 */
export function presetDeadline(kind: TicketKind, urgency: Urgency, startedAt: number): Deadline {
  if (urgency === 'urgent' && kind === 'consultation')
    return hours(startedAt, 2, '预设：紧急咨询 2 小时内答复');
  if (urgency === 'urgent' && (kind === 'help' || kind === 'complaint')) {
    return hours(startedAt, 24, '预设：公共服务紧急件 24 小时内反馈结果');
  }
  switch (kind) {
    case 'consultation':
      return workingDays(startedAt, 1, '预设：咨询 1 个工作日办结');
    case 'praise':
      return workingDays(startedAt, 1, '预设：表扬 1 个工作日内转达');
    case 'help':
    case 'complaint':
      return workingDays(startedAt, 5, '预设：求助、投诉 5 个工作日办结');
    case 'report':
      return workingDays(startedAt, 5, '预设：举报 5 个工作日办结，另有法定期限的从其规定');
    case 'suggestion':
      return workingDays(startedAt, 5, '预设：建议 5 个工作日办结');
  }
}

function hours(from: number, count: number, rule: string): Deadline {
  return { dueAt: from + count * hourMs, rule };
}

function workingDays(from: number, count: number, rule: string): Deadline {
  return { dueAt: addWorkingDays(from, count), rule };
}
