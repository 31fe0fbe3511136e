const dayMs = 24 * 3_600_000;
/** Asia/Shanghai: UTC+8, no daylight saving. */
const shanghaiMs = 8 * 3_600_000;

/** A day in Shanghai, `YYYY-MM-DD`. */
export type Day = string;

/** What a year has beside "Monday to Friday work": the State Council's arrangement (放假调休安排). */
export interface CalendarYear {
  readonly year: number;
  /** Every day that was announced as off, also those that are Saturdays and Sundays anyway. */
  readonly daysOff: readonly Day[];
  /** Saturdays and Sundays that are worked for them (调休上班). */
  readonly workingWeekends: readonly Day[];
}

/** Which days are worked, of the years that are known, from `knownFrom` until `knownUntil`, both included. */
export interface WorkCalendar {
  /** By which a deadline says what it was counted with: `cn-2026`, and `cn-2026+3` with the office's own third version. */
  readonly version: string;
  readonly knownFrom: number;
  readonly knownUntil: number;
  readonly daysOff: ReadonlySet<Day>;
  readonly workingWeekends: ReadonlySet<Day>;
}

/** Days off of every year by law (全国年节及纪念日放假办法): those that do not follow the moon, `MM-DD`. */
export const fixedDaysOff: readonly string[] = [
  '01-01',
  '05-01',
  '05-02',
  '10-01',
  '10-02',
  '10-03',
];

/**
 * The calendar of these years, in any order; of a year that is named twice the later one holds. Years behind a missing one
 * are not taken: what is known has no hole. At least one year.
 */
export function calendarOf(version: string, years: readonly CalendarYear[]): WorkCalendar {
  const byYear = new Map(years.map((each) => [each.year, each]));
  const knownFrom = Math.min(...byYear.keys());
  let knownUntil = knownFrom;
  while (byYear.has(knownUntil + 1)) knownUntil += 1;
  const known = [...byYear.values()].filter(({ year }) => year <= knownUntil);
  return {
    version,
    knownFrom,
    knownUntil,
    daysOff: new Set(known.flatMap(({ daysOff }) => daysOff)),
    workingWeekends: new Set(known.flatMap(({ workingWeekends }) => workingWeekends)),
  };
}

/** The days of one year of the calendar, each list in order; of an unknown year none. */
export function yearOf({ daysOff, workingWeekends }: WorkCalendar, year: number): CalendarYear {
  const ofYear = (days: ReadonlySet<Day>) =>
    [...days].filter((day) => day.startsWith(`${year}-`)).toSorted();
  return { year, daysOff: ofYear(daysOff), workingWeekends: ofYear(workingWeekends) };
}

/**
 * Is the moment `at` on a working day (工作日) in Shanghai? Of an unknown year only the fixed days off and Monday to Friday are
 * taken: a guess.
 */
export function isWorkingDay(calendar: WorkCalendar, at: number): boolean {
  const day = dayOf(at);
  if (!isKnownYear(calendar, at) && fixedDaysOff.includes(day.slice(5))) return false;
  return isWeekend(day) ? calendar.workingWeekends.has(day) : !calendar.daysOff.has(day);
}

/**
 * The same time of day on the `count`-th working day after the day of `from`; `from` itself for none. `isKnown`: each day that was
 * counted or passed over is in a known year.
 */
export function addWorkingDays(
  calendar: WorkCalendar,
  from: number,
  count: number,
): { readonly at: number; readonly isKnown: boolean } {
  let at = from;
  let isKnown = true;
  for (let left = count; left > 0;) {
    at += dayMs;
    isKnown &&= isKnownYear(calendar, at);
    if (isWorkingDay(calendar, at)) left -= 1;
  }
  return { at, isKnown };
}

/** Working days after the day of `from`, up to the day of `to`, that one included; 0 when `to` is no later day. */
export function countWorkingDays(calendar: WorkCalendar, from: number, to: number): number {
  let count = 0;
  for (let at = from + dayMs; dayNumber(at) <= dayNumber(to); at += dayMs) {
    if (isWorkingDay(calendar, at)) count += 1;
  }
  return count;
}

/**
 * The year that somebody should put in now, `null` = none: from 1 November in Shanghai the next one (the State Council
 * announces it in that month), at any time one that has begun.
 */
export function needsNextYear({ knownUntil }: WorkCalendar, now: number): number | null {
  const [year, month] = [Number(dayOf(now).slice(0, 4)), Number(dayOf(now).slice(5, 7))];
  const wanted = month >= 11 ? year + 1 : year;
  return wanted > knownUntil ? knownUntil + 1 : null;
}

/** The day in Shanghai of a moment. */
function dayOf(at: number): Day {
  return new Date(at + shanghaiMs).toISOString().slice(0, 10);
}

/** `YYYY-MM-DD` of a day that there is, else `null`. */
export function dayFrom(year: number, month: number, date: number): Day | null {
  const at = Date.UTC(year, month - 1, date);
  if (Number.isNaN(at) || year < 1000 || year > 9999) return null;
  const day = new Date(at).toISOString().slice(0, 10);
  return Number(day.slice(5, 7)) === month && Number(day.slice(8)) === date ? day : null;
}

/** Saturday or Sunday? */
export function isWeekend(day: Day): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}

/** The day after. */
export function nextDay(day: Day): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}

function isKnownYear({ knownFrom, knownUntil }: WorkCalendar, at: number): boolean {
  const year = Number(dayOf(at).slice(0, 4));
  return year >= knownFrom && year <= knownUntil;
}

function dayNumber(at: number): number {
  return Math.floor((at + shanghaiMs) / dayMs);
}
