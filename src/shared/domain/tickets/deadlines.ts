import { type WorkCalendar, addWorkingDays } from '../office/calendar.ts';
import type { Urgency } from '../office/categories.ts';
import type { Deadline, Ticket, TicketKind } from './ticket.ts';
import { urgencyOf } from './urgency.ts';

const hourMs = 3_600_000;

/** Limits of own-channel tickets (domain document 4.5), in natural hours or in working days. Their texts are kept with tickets. */
const presets = {
  urgentQuestion: { hours: 2, rule: '预设：紧急咨询 2 小时内答复' },
  urgentMatter: { hours: 24, rule: '预设：公用事业紧急件 24 小时内反馈结果' },
  consultation: { days: 1, rule: '预设：咨询 1 个工作日办结' },
  praise: { days: 1, rule: '预设：表扬 1 个工作日内转达' },
  demand: { days: 5, rule: '预设：求助、投诉 5 个工作日办结' },
  report: { days: 5, rule: '预设：举报 5 个工作日办结，另有法定期限的从其规定' },
  suggestion: { days: 5, rule: '预设：建议 5 个工作日办结' },
} as const;
export type PresetRule = keyof typeof presets;

/** Which of our presets made a deadline, by its id or, of older releases, by its kept text; `null` = somebody else's. */
export function presetRuleOf({
  rule,
  ruleId,
}: Pick<Deadline, 'rule' | 'ruleId'>): PresetRule | null {
  if (ruleId !== undefined) return isPresetRule(ruleId) ? ruleId : null;
  return presetRules.find((name) => presets[name].rule === rule) ?? former.get(rule) ?? null;
}

/** Texts that earlier releases kept. */
const former: ReadonlyMap<string, PresetRule> = new Map([
  ['预设：公共服务紧急件 24 小时内反馈结果', 'urgentMatter'],
]);

const presetRules = Object.keys(presets).filter(isPresetRule);

function isPresetRule(name: string): name is PresetRule {
  return Object.hasOwn(presets, name);
}

/**
 * Deadline of an own-channel ticket by the preset matrix (domain document 4.5), counted from dispatch, not from
 * sign-in. Urgent limits run in natural hours on any day; the others in working days of `calendar`, and are `provisional` as
 * soon as a day is counted in a year that it does not know. Tickets of the city platform keep the city's deadline and
 * never come here.
 */
export function presetDeadline(
  calendar: WorkCalendar,
  { kind, urgency, startedAt }: PresetCase,
): Deadline {
  return deadlineBy(ruleFor(kind, urgency), calendar, startedAt);
}

export interface PresetCase {
  readonly kind: TicketKind;
  readonly urgency: Urgency;
  readonly startedAt: number;
}

/** The deadline that a preset gives from `startedAt`. */
export function deadlineBy(
  ruleId: PresetRule,
  calendar: WorkCalendar,
  startedAt: number,
): Deadline {
  const preset = presets[ruleId];
  const { rule } = preset;
  if ('hours' in preset) return { dueAt: startedAt + preset.hours * hourMs, rule, ruleId };
  const { at, isKnown } = addWorkingDays(calendar, startedAt, preset.days);
  const deadline = { dueAt: at, rule, ruleId, calendar: calendar.version };
  return isKnown ? deadline : { ...deadline, provisional: true };
}

function ruleFor(kind: TicketKind, urgency: Urgency): PresetRule {
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
export function deadlineAfter(
  before: Dated | null,
  now: Dated,
  calendar: WorkCalendar,
): Deadline | null {
  const { source, kind, openedAt, deadline } = now;
  if (source === 'cityPlatform' || kind === null) return deadline;
  if (deadline !== null && presetRuleOf(deadline) === null) return deadline;
  const isSame = before?.kind === kind && urgencyOf(before) === urgencyOf(now);
  return deadline !== null && isSame
    ? deadline
    : presetDeadline(calendar, { kind, urgency: urgencyOf(now), startedAt: openedAt });
}
