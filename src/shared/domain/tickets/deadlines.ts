import type { Urgency } from '../office/categories.ts';
import type { OfficeRules } from '../office/office-rules.ts';
import {
  type Limit,
  type OuterLimit,
  limitEnd,
  limitText,
  outerLimits,
  shippedLimits,
} from './limits.ts';
import type { Deadline, Ticket, TicketKind } from './ticket.ts';
import { urgencyOf } from './urgency.ts';

/** The text that is kept with the ticket: the limit in it is the one of then. */
const texts: Readonly<Record<OuterLimit, (limit: string) => string>> = {
  urgentQuestion: (limit) => `预设：紧急咨询 ${limit}内答复`,
  urgentMatter: (limit) => `预设：公用事业紧急件 ${limit}内反馈结果`,
  consultation: (limit) => `预设：咨询 ${limit}办结`,
  praise: (limit) => `预设：表扬 ${limit}内转达`,
  demand: (limit) => `预设：求助、投诉 ${limit}办结`,
  report: (limit) => `预设：举报 ${limit}办结，另有法定期限的从其规定`,
  suggestion: (limit) => `预设：建议 ${limit}办结`,
};

const ruleText = (ruleId: OuterLimit, limit: Limit) => texts[ruleId](limitText(limit));

/** Which of our presets made a deadline, by its id or, of older releases, by its kept text; `null` = somebody else's. */
export function presetRuleOf({
  rule,
  ruleId,
}: Pick<Deadline, 'rule' | 'ruleId'>): OuterLimit | null {
  if (ruleId !== undefined) return outerLimits.find((one) => one === ruleId) ?? null;
  const ofProgram = (one: OuterLimit) => ruleText(one, shippedLimits.limits[one]) === rule;
  return outerLimits.find(ofProgram) ?? former.get(rule) ?? null;
}

/** Texts that earlier releases kept. */
const former: ReadonlyMap<string, OuterLimit> = new Map([
  ['预设：公共服务紧急件 24 小时内反馈结果', 'urgentMatter'],
]);

/**
 * Deadline of an own-channel ticket by the preset matrix (domain document 4.5), counted from dispatch, not from
 * sign-in, in the unit that the office has set: minutes and hours in natural time on any day, working days by the calendar, `provisional`
 * as soon as a day is counted in a year that it does not know. Tickets of the city platform keep the city's deadline and
 * never come here.
 */
export function presetDeadline(
  rules: Counting,
  { kind, urgency, startedAt }: PresetCase,
): Deadline {
  return deadlineBy(ruleFor(kind, urgency), rules, startedAt);
}

/** By what a deadline is counted. */
type Counting = Pick<OfficeRules, 'calendar' | 'limits'>;

export interface PresetCase {
  readonly kind: TicketKind;
  readonly urgency: Urgency;
  readonly startedAt: number;
}

/** The deadline that a preset gives from `startedAt`. */
export function deadlineBy(
  ruleId: OuterLimit,
  { calendar, limits }: Counting,
  startedAt: number,
): Deadline {
  const limit = limits.limits[ruleId];
  const { at, isKnown } = limitEnd(limit, startedAt, calendar);
  return {
    dueAt: at,
    rule: ruleText(ruleId, limit),
    ruleId,
    ...(limits.version === 0 ? {} : { limits: limits.version }),
    ...(limit.unit === 'workingDays' ? { calendar: calendar.version } : {}),
    ...(isKnown ? {} : { provisional: true }),
  };
}

function ruleFor(kind: TicketKind, urgency: Urgency): OuterLimit {
  const isMatter = kind === 'help' || kind === 'complaint';
  if (urgency === 'urgent' && kind === 'consultation') return 'urgentQuestion';
  if (isMatter) return urgency === 'urgent' ? 'urgentMatter' : 'demand';
  return kind;
}

type Dated = Pick<Ticket, 'source' | 'kind' | 'flags' | 'openedAt' | 'deadline'>;

/**
 * The deadline of a ticket that was saved: `before` it (`null` = it was just opened) and as it is `now`, still with the former
 * deadline. A new preset is counted from the opening when kind or urgency were corrected, or when there was none yet.
 * What the city or somebody else gave is never touched, nor is a preset whose reasons did not change.
 */
export function deadlineAfter(before: Dated | null, now: Dated, rules: Counting): Deadline | null {
  const { source, kind, openedAt, deadline } = now;
  if (source === 'cityPlatform' || kind === null) return deadline;
  if (deadline !== null && presetRuleOf(deadline) === null) return deadline;
  const isSame = before?.kind === kind && urgencyOf(before) === urgencyOf(now);
  return deadline !== null && isSame
    ? deadline
    : presetDeadline(rules, { kind, urgency: urgencyOf(now), startedAt: openedAt });
}
