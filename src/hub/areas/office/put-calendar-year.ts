import { AppError } from '../../../shared/app-error.ts';
import { calendarRuleSchema } from '../../../shared/contract/office/schemas.ts';
import { type YearFault, judgeCalendarYear } from '../../../shared/domain/office/calendar-year.ts';
import type { CalendarYear } from '../../../shared/domain/office/calendar.ts';
import { calendarRule } from '../../../shared/domain/office/office-rule.ts';
import { readBody } from '../../../shared/kept/body.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';
import type { SignedIn } from '../session/authenticate.ts';
import { hubCalendar } from './hub-rules.ts';
import { putRule } from './put-rule.ts';
import { type SettleDeps, settleDeadlines } from './settle-deadlines.ts';

/**
 * A new version of the office's calendar with this year in it, audited, and the deadlines that it settles. Nothing is changed by
 * a year that is there already in these words. Throws `input.invalid` with the fields at fault: for what `judgeCalendarYear`
 * finds (a page that asks has judged by the same code, and tells more), `year` for one that is neither known nor the one after.
 */
export async function putCalendarYear(
  deps: SettleDeps,
  signedIn: SignedIn,
  { year, daysOff, workingWeekends }: CalendarYear,
): Promise<{ version: number; settled: number }> {
  const asked: CalendarYear = {
    year,
    daysOff: sorted(daysOff),
    workingWeekends: sorted(workingWeekends),
  };
  const fields = Object.fromEntries(
    judgeCalendarYear(asked).map(({ why }) => [fieldOf[why], 'invalid' as const]),
  );
  if (Object.keys(fields).length > 0) throw new AppError('input.invalid', { fields });
  const { version, isNew } = await deps.store.transaction((repositories) =>
    addYear(repositories, { asked, signedIn, at: deps.clock.now() }),
  );
  if (isNew) deps.changes.notify();
  return { version, settled: await settleDeadlines(deps) };
}

/** Where a finding is to be looked for. */
const fieldOf: Readonly<Record<YearFault, keyof CalendarYear>> = {
  otherYear: 'year',
  swapOnWorkingDay: 'workingWeekends',
  offAndWorked: 'workingWeekends',
  fixedDayMissing: 'daysOff',
  tooFewDaysOff: 'daysOff',
};

async function addYear(
  repositories: HubRepositories,
  {
    asked,
    signedIn,
    at,
  }: { readonly asked: CalendarYear; readonly signedIn: SignedIn; readonly at: number },
): Promise<{ version: number; isNew: boolean }> {
  const { office } = repositories;
  const { knownFrom, knownUntil } = await hubCalendar({ office });
  if (asked.year < knownFrom || asked.year > knownUntil + 1)
    throw new AppError('input.invalid', { fields: { year: 'invalid' } });
  const [rule] = await office.newest([calendarRule]);
  const read = readBody(calendarRuleSchema, rule?.body ?? '{"years":[]}');
  // What a newer program wrote and this one cannot read is not written over.
  if (!read.ok) throw new AppError('storage.damaged', { cause: read.error });
  const kept = read.value;
  if (rule && kept.years.some((known) => isSame(known, asked)))
    return { version: rule.version, isNew: false };
  const others = kept.years.filter(({ year }) => year !== asked.year);
  const years = [...others, asked].toSorted((a, b) => a.year - b.year);
  const body = JSON.stringify({ ...kept, years });
  const subject = `${calendarRule}:${asked.year}`;
  const { version } = await putRule(repositories, signedIn, {
    kind: calendarRule,
    body,
    at,
    subject,
  });
  return { version, isNew: true };
}

function isSame(a: CalendarYear, b: CalendarYear): boolean {
  const told = ({ year, daysOff, workingWeekends }: CalendarYear) =>
    JSON.stringify([year, daysOff, workingWeekends]);
  return told(a) === told(b);
}

function sorted(days: readonly string[]): readonly string[] {
  return [...new Set(days)].toSorted();
}
