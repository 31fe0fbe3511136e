import { type WorkCalendar, addWorkingDays } from '../office/calendar.ts';
import { type ClockStep, clockSteps } from './ticket-work.ts';

/** How long something may take: in natural time on any day, or in working days. */
export interface Limit {
  readonly unit: LimitUnit;
  readonly count: number;
}
export const limitUnits = ['minutes', 'hours', 'workingDays'] as const;
export type LimitUnit = (typeof limitUnits)[number];

/** How a limit is chosen: danger first, then water that people wait for, then the rest (domain document 3.3 and 4.2). */
export const paces = ['urgent', 'utility', 'ordinary'] as const;
export type Pace = (typeof paces)[number];

/** The presets of own-channel tickets, from the dispatch to the end (domain document 4.5). */
export const outerLimits = [
  'urgentQuestion',
  'urgentMatter',
  'consultation',
  'praise',
  'demand',
  'report',
  'suggestion',
] as const;
export type OuterLimit = (typeof outerLimits)[number];

/** Each preset by the `ruleId` that stands with what it has made: `step.pace`, second handling, or one from dispatch to end. */
export type LimitKey = `${ClockStep}.${Pace}` | 'result.again' | OuterLimit;

/** All presets as the office has set them in its `version`-th version; 0 = they came with the program. */
export interface LimitPresets {
  readonly version: number;
  readonly limits: Readonly<Record<LimitKey, Limit>>;
}

const minutes = (count: number): Limit => ({ unit: 'minutes', count });
const hours = (count: number): Limit => ({ unit: 'hours', count });
const days = (count: number): Limit => ({ unit: 'workingDays', count });

/** To be confirmed by the purchaser. Urgent and utility limits run in natural time on any day. */
const shipped: Readonly<Record<LimitKey, Limit>> = {
  urgentQuestion: hours(2),
  urgentMatter: hours(24),
  consultation: days(1),
  praise: days(1),
  demand: days(5),
  report: days(5),
  suggestion: days(5),
  'signIn.urgent': minutes(15),
  'signIn.utility': minutes(30),
  'signIn.ordinary': minutes(60),
  'assign.urgent': minutes(5),
  'assign.utility': minutes(15),
  'assign.ordinary': minutes(15),
  'approve.urgent': hours(2),
  'approve.utility': hours(2),
  'approve.ordinary': hours(2),
  'departmentSign.urgent': minutes(15),
  'departmentSign.utility': minutes(30),
  'departmentSign.ordinary': days(1),
  'firstContact.urgent': hours(2),
  'firstContact.utility': days(1),
  'firstContact.ordinary': days(1),
  'result.urgent': hours(24),
  'result.utility': days(5),
  'result.ordinary': days(5),
  // Second handling (domain document 4.5); an urgent one keeps its day.
  'result.again': days(3),
  'audit.urgent': hours(4),
  'audit.utility': days(1),
  'audit.ordinary': days(1),
  'callback.urgent': days(1),
  'callback.utility': days(1),
  'callback.ordinary': days(1),
  'reply.urgent': days(1),
  'reply.utility': days(1),
  'reply.ordinary': days(1),
  'cityReturn.urgent': hours(2),
  'cityReturn.utility': hours(2),
  'cityReturn.ordinary': hours(2),
  'application.urgent': days(1),
  'application.utility': days(1),
  'application.ordinary': days(1),
};

/** Until the office has its own. */
export const shippedLimits: LimitPresets = { version: 0, limits: shipped };

/** Every key, in the order in which people read them: from dispatch to end, then step by step. */
export const limitKeys: readonly LimitKey[] = [
  ...outerLimits,
  ...clockSteps.flatMap((step) => paces.map((pace): LimitKey => `${step}.${pace}`)),
  'result.again',
];

export function isLimitKey(key: string): key is LimitKey {
  return Object.hasOwn(shipped, key);
}

/** What is put in: some presets; those that are not named, as by an older program, are as they came with this one. */
export type PutLimits = readonly ({ readonly key: string } & Limit)[];

/** The presets of a version. What a newer program has named and this one does not know is passed over. */
export function limitsWith(version: number, put: PutLimits): LimitPresets {
  const known = put.flatMap(({ key, unit, count }) =>
    isLimitKey(key) ? [[key, { unit, count }] as const] : [],
  );
  return { version, limits: { ...shipped, ...Object.fromEntries(known) } };
}

/** More is a slip of the pen: a day of minutes, a month of hours, half a year of working days. */
export const mostOf: Readonly<Record<LimitUnit, number>> = {
  minutes: 1440,
  hours: 720,
  workingDays: 120,
};

/** May it be a preset? */
export function isLimit({ unit, count }: Limit): boolean {
  return Number.isInteger(count) && count >= 1 && count <= mostOf[unit];
}

/** `limit signIn.urgent: 15 minutes → 20 minutes`, a line for each that is another one now: for the audit. */
export function limitChanges(before: LimitPresets, after: LimitPresets): readonly string[] {
  const told = ({ unit, count }: Limit) => `${count} ${unit}`;
  return limitKeys.flatMap((key) => {
    const [old, now] = [told(before.limits[key]), told(after.limits[key])];
    return old === now ? [] : [`limit ${key}: ${old} → ${now}`];
  });
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** When a limit that begins at `from` is over; `isKnown`: no day of it was guessed. */
export function limitEnd(
  { unit, count }: Limit,
  from: number,
  calendar: WorkCalendar,
): { readonly at: number; readonly isKnown: boolean } {
  switch (unit) {
    case 'minutes':
      return { at: from + count * minuteMs, isKnown: true };
    case 'hours':
      return { at: from + count * hourMs, isKnown: true };
    case 'workingDays':
      return addWorkingDays(calendar, from, count);
  }
}

/** `15 分钟`, as it stands in the text of a deadline. */
export function limitText({ unit, count }: Limit): string {
  return `${count} ${{ minutes: '分钟', hours: '小时', workingDays: '个工作日' }[unit]}`;
}
