import { limitsBodySchema } from '../contract/office/limit-schemas.ts';
import type { OfficeRule } from '../domain/office/office-rule.ts';
import { type LimitPresets, limitsWith } from '../domain/tickets/limits.ts';
import { readBody } from './body.ts';

/** The office's presets of limits; `null` = it has put in none, or none that this release can read. */
export function readLimits(
  rule: Pick<OfficeRule, 'version' | 'body'> | null | undefined,
): LimitPresets | null {
  if (!rule) return null;
  const read = readBody(limitsBodySchema, rule.body, 'strip');
  return read.ok ? limitsWith(rule.version, read.value.limits) : null;
}
