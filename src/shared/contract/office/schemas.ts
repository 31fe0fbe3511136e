import { z } from 'zod';
import type { CalendarYear } from '../../domain/office/calendar.ts';
import { dayFrom } from '../../domain/office/calendar.ts';
import type { FactorRule, OfficeRule, OfficeYears } from '../../domain/office/office-rule.ts';
import { line, millis, text } from '../base-schemas.ts';
import { exactly } from '../exactly.ts';

/** `YYYY-MM-DD`, a day that there is. */
const daySchema = z
  .string()
  .max(10)
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((day) => {
    const [year, month, date] = day.split('-').map(Number);
    return dayFrom(year ?? 0, month ?? 0, date ?? 0) === day;
  });

export const calendarYearSchema = exactly<CalendarYear>()(
  z.strictObject({
    year: z.int().min(2000).max(2200),
    daysOff: z.array(daySchema).max(200).readonly(),
    workingWeekends: z.array(daySchema).max(100).readonly(),
  }),
);

/** What the rule `calendar` holds. */
export const calendarRuleSchema = z.strictObject({
  years: z.array(calendarYearSchema).max(100).readonly(),
});

/** What the rule `secondFactor` holds. */
export const factorRuleSchema = exactly<FactorRule>()(
  z.strictObject({
    desk: z
      .array(z.enum(['lead', 'admin']))
      .max(2)
      .readonly(),
  }),
);

export const officeYearsSchema = exactly<OfficeYears>()(
  z.strictObject({
    version: z.int().min(1),
    years: z.array(calendarYearSchema).max(100).readonly(),
    byWorkNo: line(16),
  }),
);

/** `version` of the calendar that holds the year, and how many deadlines were settled by it. */
export const putYearAnswer = z.strictObject({
  version: z.int().min(1),
  settled: z.int().min(0),
});

export const officeRuleSchema = exactly<OfficeRule>()(
  z.strictObject({
    kind: line(32),
    version: z.int().min(1),
    body: text(1_000_000),
    byWorkNo: line(16),
    at: millis,
  }),
);
