import { pronePointsSchema, stormWordsSchema } from '../contract/incidents/schemas.ts';
import type { PronePoint, Storm } from '../domain/incidents/storm.ts';
import type { OfficeRule } from '../domain/office/office-rule.ts';
import { readBody } from './body.ts';

/** Storm mode as the newest version of its rule says; `null` = it was never on, or this release cannot read it. */
export function readStorm(rule: OfficeRule | null | undefined): Storm | null {
  if (!rule) return null;
  const { version, byWorkNo, at, body } = rule;
  const read = readBody(stormWordsSchema, body, 'strip');
  return read.ok ? { ...read.value, version, byWorkNo, at } : null;
}

/** The list of prone points; empty where none was put in, or none that this release can read. */
export function readPronePoints(rule: OfficeRule | null | undefined): readonly PronePoint[] {
  if (!rule) return [];
  const read = readBody(pronePointsSchema, rule.body, 'strip');
  return read.ok ? read.value.points : [];
}
