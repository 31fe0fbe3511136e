import { type CalendarYear, type Day, fixedDaysOff, isWeekend } from './calendar.ts';

/** Why a year is not taken. */
export const yearFaults = [
  /** A day of another year. */
  'otherYear',
  /** 上班 on a day from Monday to Friday, which is worked anyway. */
  'swapOnWorkingDay',
  /** Both 休 and 班. */
  'offAndWorked',
  /** A day that is off by law in every year is missing. */
  'fixedDayMissing',
  /** The days off, less those that only exchange places with a worked weekend, are fewer than the law gives. */
  'tooFewDaysOff',
] as const;
export type YearFault = (typeof yearFaults)[number];

/** `day` is the one that is at fault, `null` = the year as a whole. */
export interface YearFinding {
  readonly why: YearFault;
  readonly day: Day | null;
}

/** Days off of a year by law until 2024; since 2025 it is 13. */
const fewestDaysOff = 11;

/**
 * What is wrong with a year, nothing = it can be taken. What the law gives is the days off from Monday to Friday less the weekends
 * that are worked for them: a holiday that falls on a weekend is made up for. A forgotten line is found by it as a rule.
 */
export function judgeCalendarYear({
  year,
  daysOff,
  workingWeekends,
}: CalendarYear): readonly YearFinding[] {
  const off = new Set(daysOff);
  const worked = new Set(workingWeekends);
  const days = [...off, ...worked];
  const finding = (why: YearFault) => (day: Day) => ({ why, day });
  const ofDays = [
    ...days.filter((day) => !day.startsWith(`${year}-`)).map(finding('otherYear')),
    ...[...worked].filter((day) => !isWeekend(day)).map(finding('swapOnWorkingDay')),
    ...[...worked].filter((day) => off.has(day)).map(finding('offAndWorked')),
    ...fixedDaysOff
      .map((day) => `${year}-${day}`)
      .filter((day) => !off.has(day))
      .map(finding('fixedDayMissing')),
  ];
  const isTooFew = statutoryDaysOff({ daysOff, workingWeekends }) < fewestDaysOff;
  return isTooFew ? [...ofDays, { why: 'tooFewDaysOff', day: null }] : ofDays;
}

/** How many working days the year has fewer than without its arrangement. */
export function statutoryDaysOff({
  daysOff,
  workingWeekends,
}: Pick<CalendarYear, 'daysOff' | 'workingWeekends'>): number {
  const off = [...new Set(daysOff)].filter((day) => !isWeekend(day));
  return off.length - new Set(workingWeekends).size;
}
