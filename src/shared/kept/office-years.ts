import { calendarRuleSchema } from '../contract/office/schemas.ts';
import type { OfficeRule, OfficeYears } from '../domain/office/office-rule.ts';
import { readBody } from './body.ts';

/** The years of a rule `calendar`; `null` = there is none, or none that this release can read. */
export function readOfficeYears(rule: OfficeRule | null | undefined): OfficeYears | null {
  if (!rule) return null;
  const { version, byWorkNo, body } = rule;
  const read = readBody(calendarRuleSchema, body, 'strip');
  return read.ok ? { version, byWorkNo, years: read.value.years } : null;
}
