import { type CalendarYear, type Day, dayFrom, nextDay } from './calendar.ts';
import { type YearFault, judgeCalendarYear } from './calendar-year.ts';

/** Why a line could not be read. */
export const lineFaults = [
  /** No date in it, or none that there is. */
  'noDate',
  /** Neither 休/放假 nor 班/上班 behind the date. */
  'noMark',
  /** Month and day only, and no line before says which year. */
  'noYear',
  /** From a later day to an earlier one, or over more than a month. */
  'badRange',
  /** More than is looked at: of the line, or of the text. */
  'tooLong',
] as const;

/** `line` counts from 1 as the lead sees it; 0 = the year as a whole. */
export interface CalendarFault {
  readonly line: number;
  /** The line, or the day that is at fault; empty for the whole year. */
  readonly text: string;
  readonly why: (typeof lineFaults)[number] | YearFault;
}

export type ReadYear =
  | { readonly kind: 'read'; readonly year: CalendarYear }
  | {
      readonly kind: 'refused';
      readonly faults: readonly CalendarFault[];
      /** What was read of the other lines, to be shown and never to be taken; `null` = nothing. */
      readonly found: CalendarYear | null;
    };

/** Longest text and line that are read; an arrangement has about 800 characters. */
const longest = 20_000;
const longestLine = 300;
/** The longest holiday so far has 9 days. */
const longestRange = 31;

/**
 * A year as the lead pastes or imports it: `2027-01-01 休`, `2027年2月14日 班`, `2月5日至11日放假调休`, or the paragraphs of the State
 * Council's text as they are. Full-width digits, commas, weekdays in brackets are no matter; a line with a year only says
 * of which year those below it are; empty lines and those that begin with `#` are passed over. Nothing is taken of a text
 * with a fault: each line that could not be read is named, and what is wrong with the year. `presumed`: the year of dates before
 * any line has said one.
 */
export function parseCalendarYear(text: string, presumed: number | null = null): ReadYear {
  if (text.length > longest) return refusal([{ line: 0, text: '', why: 'tooLong' }]);
  const reading: Reading = { year: presumed, off: new Map(), worked: new Map(), faults: [] };
  for (const [index, written] of text.split(/\r\n|[\n\r\u2028\u2029]/u).entries())
    readLine(reading, written, index + 1);
  const { off, worked, faults } = reading;
  const year = yearOf(reading);
  if (year === null)
    return refusal(faults.length > 0 ? faults : [{ line: 0, text: '', why: 'noDate' }]);
  const found: CalendarYear = {
    year,
    daysOff: [...off.keys()].toSorted(),
    workingWeekends: [...worked.keys()].toSorted(),
  };
  const judged = judgeCalendarYear(found).map(({ why, day }): CalendarFault => {
    const line = day === null ? 0 : (worked.get(day) ?? off.get(day) ?? 0);
    return { line, text: day ?? '', why };
  });
  // While lines are missing, what the year lacks says nothing.
  const all = faults.length > 0 ? faults : judged;
  return all.length > 0 ? refusal(all, found) : { kind: 'read', year: found };
}

function refusal(faults: readonly CalendarFault[], found: CalendarYear | null = null): ReadYear {
  return { kind: 'refused', faults, found };
}

/** A year as `parseCalendarYear` reads it again: one day a line. */
export function writeCalendarYear({ daysOff, workingWeekends }: CalendarYear): string {
  const marked = [
    ...daysOff.map((day) => `${day} 休`),
    ...workingWeekends.map((day) => `${day} 班`),
  ];
  return marked.toSorted().join('\n');
}

interface Reading {
  /** Of which year a date without one is. */
  year: number | null;
  /** Each day with its line. */
  readonly off: Map<Day, number>;
  readonly worked: Map<Day, number>;
  readonly faults: CalendarFault[];
}

/** NFKC: full-width digits and marks as plain ones. What stands in brackets is for people. */
function readable(written: string): string {
  return written
    .normalize('NFKC')
    .replace(/\([^()]*\)/gu, '')
    .replace(/^\s*\d{1,2}[.、)]\s*(?=\D)/u, '')
    .trim();
}

const datePattern =
  /(?:(?<year>\d{4})\s*[-/.年]\s*)?(?<month>\d{1,2})\s*[-/.月]\s*(?<date>\d{1,2})(?!\d)\s*日?/u;
/** `至` and what ends the range: a date, or the day of the same month only. */
const endPattern = /^\s*(?:至|到|~|—+|–|-)\s*/u;
const dayPattern = /^(?<date>\d{1,2})(?!\d)\s*日/u;
const yearPattern = /^\D*(\d{4})\s*年?\D*$/u;
/** 调休 alone says of no day whether it is off or worked. */
const markPattern = /(?<off>(?<!不)放假|(?<![不调])休)|(?<worked>(?<!不上?)班)/u;

/** A number that is no date and says no length (共 7 天): a date in a way that is not read. */
const strayNumber = /\d+(?!\d|\s*天)/u;

function readLine(reading: Reading, written: string, number: number): void {
  const fault = (why: CalendarFault['why'], text: string) =>
    void reading.faults.push({ line: number, text, why });
  if (written.length > longestLine) return fault('tooLong', written.slice(0, longestLine));
  const line = readable(written);
  const [, year] = yearPattern.exec(line) ?? [];
  if (year !== undefined) reading.year = Number(year);
  if (year !== undefined || line === '' || line.startsWith('#')) return;
  const parts = readParts(reading, line);
  if (parts.why !== null) return fault(parts.why, line);
  for (const [day, list] of parts.days) reading[list].set(day, number);
}

/** The dates of a line, each with the mark that stands behind it. */
function readParts(
  reading: Reading,
  line: string,
): {
  readonly why: CalendarFault['why'] | null;
  readonly days: readonly (readonly [Day, 'off' | 'worked'])[];
} {
  const marked: [Day, 'off' | 'worked'][] = [];
  const failed = (why: CalendarFault['why']) => ({ why, days: [] });
  let rest = line;
  let waiting: readonly Day[] = [];
  for (;;) {
    const date = datePattern.exec(rest);
    const mark = markPattern.exec(rest);
    const next = mark && (!date || mark.index < date.index) ? mark : date;
    if (strayNumber.test(rest.slice(0, next?.index))) return failed('noDate');
    if (!next) break;
    const behind = rest.slice(next.index + next[0].length);
    if (next === mark) {
      const list = mark.groups?.['off'] === undefined ? 'worked' : 'off';
      marked.push(...waiting.map((day): [Day, 'off' | 'worked'] => [day, list]));
      // More may be said behind it (放假1天，与周末连休): without a date it counts for none.
      waiting = [];
      rest = behind;
    } else {
      const range = readRange(reading, next, behind);
      if (range.kind === 'fault') return failed(range.why);
      waiting = [...waiting, ...range.days];
      rest = range.rest;
    }
  }
  if (waiting.length > 0) return failed('noMark');
  return marked.length > 0 ? { why: null, days: marked } : failed('noDate');
}

type Range =
  | { readonly kind: 'days'; readonly days: readonly Day[]; readonly rest: string }
  | { readonly kind: 'fault'; readonly why: CalendarFault['why'] };

function readRange(reading: Reading, first: RegExpExecArray, behind: string): Range {
  const from = toDay(reading, first.groups ?? {});
  if (typeof from !== 'string') return { kind: 'fault', why: from.why };
  const end = endPattern.exec(behind);
  const afterEnd = end ? behind.slice(end[0].length) : '';
  const date = datePattern.exec(afterEnd);
  const last = date?.index === 0 ? date : dayPattern.exec(afterEnd);
  if (!last) return { kind: 'days', days: [from], rest: behind };
  const to = toDay(reading, { month: from.slice(5, 7), ...definedOf(last.groups) });
  if (typeof to !== 'string') return { kind: 'fault', why: to.why };
  const days: Day[] = [];
  for (let day = from; day <= to && days.length <= longestRange; day = nextDay(day)) days.push(day);
  if (days.length === 0 || days.length > longestRange) return { kind: 'fault', why: 'badRange' };
  return { kind: 'days', days, rest: afterEnd.slice(last[0].length) };
}

function definedOf(groups: Readonly<Record<string, string | undefined>> | undefined) {
  return Object.fromEntries(
    Object.entries(groups ?? {}).filter(([, value]) => value !== undefined),
  );
}

function toDay(
  reading: Reading,
  { year, month, date }: Readonly<Record<string, string | undefined>>,
): Day | { readonly why: CalendarFault['why'] } {
  if (year !== undefined) reading.year = Number(year);
  if (reading.year === null) return { why: 'noYear' };
  return dayFrom(reading.year, Number(month), Number(date)) ?? { why: 'noDate' };
}

/** The year of most of the days: one day in another is that day's fault. */
function yearOf({ off, worked }: Reading): number | null {
  const counts = new Map<number, number>();
  for (const day of [...off.keys(), ...worked.keys()]) {
    const year = Number(day.slice(0, 4));
    counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
  return most?.[0] ?? null;
}
