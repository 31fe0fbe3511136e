import type { Urgency } from '../office/categories.ts';
import type { Deadline, Ticket, TicketKind } from './ticket.ts';
import { urgencyOf } from './urgency.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Asia/Shanghai: UTC+8, no daylight saving. */
const shanghaiMs = 8 * hourMs;

/** Years whose holiday arrangement of the State Council is in the tables below, both included. Extend it each autumn. */
const knownFrom = 2026;
const knownUntil = 2026;

/** Days of the known years that differ from "Monday to Friday work", `YYYY-MM-DD` in Shanghai. */
const holidays = new Set([
  '2026-01-01',
  '2026-01-02',
  '2026-01-03',
  '2026-02-15',
  '2026-02-16',
  '2026-02-17',
  '2026-02-18',
  '2026-02-19',
  '2026-02-20',
  '2026-02-21',
  '2026-02-22',
  '2026-02-23',
  '2026-04-04',
  '2026-04-05',
  '2026-04-06',
  '2026-05-01',
  '2026-05-02',
  '2026-05-03',
  '2026-05-04',
  '2026-05-05',
  '2026-06-19',
  '2026-06-20',
  '2026-06-21',
  '2026-09-25',
  '2026-09-26',
  '2026-09-27',
  '2026-10-01',
  '2026-10-02',
  '2026-10-03',
  '2026-10-04',
  '2026-10-05',
  '2026-10-06',
  '2026-10-07',
]);
const workingWeekends = new Set([
  '2026-01-04',
  '2026-02-14',
  '2026-02-28',
  '2026-05-09',
  '2026-09-20',
  '2026-10-10',
]);

/** Days off of every year by law (全国年节及纪念日放假办法): those that do not follow the moon, `MM-DD`. */
const fixedHolidays = new Set(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']);

/**
 * Is `at` on a working day (工作日) in Shanghai? Of a year without a table only the fixed holidays and Monday to Friday are
 * known: a guess.
 */
export function isWorkingDay(at: number): boolean {
  const local = new Date(at + shanghaiMs);
  const day = local.toISOString().slice(0, 10);
  const weekend = local.getUTCDay() === 0 || local.getUTCDay() === 6;
  if (fixedHolidays.has(day.slice(5))) return false;
  return weekend ? workingWeekends.has(day) : !holidays.has(day);
}

/** The same time of day on the `count`-th working day after the day of `from`. */
export function addWorkingDays(from: number, count: number): number {
  return count <= 0 ? from : countOn(from, count).at;
}

/** As `addWorkingDays`; `isKnown`: every day that was counted or passed over is in a year whose holidays are known. */
function countOn(from: number, count: number): { at: number; isKnown: boolean } {
  let at = from;
  let isKnown = true;
  for (let left = count; left > 0;) {
    at += dayMs;
    isKnown &&= isKnownYear(at);
    if (isWorkingDay(at)) left -= 1;
  }
  return { at, isKnown };
}

function isKnownYear(at: number): boolean {
  const year = new Date(at + shanghaiMs).getUTCFullYear();
  return year >= knownFrom && year <= knownUntil;
}

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

/** Which of our presets made a deadline, by its kept text; `null` = somebody else's. */
export function presetRuleOf({ rule }: Pick<Deadline, 'rule'>): PresetRule | null {
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
 * sign-in. Urgent limits run in natural hours on any day; the others in working days, and are `provisional` as soon as a
 * day is counted in a year whose holidays are not known here. Tickets of the city platform keep the city's deadline and
 * never come here.
 */
export function presetDeadline(kind: TicketKind, urgency: Urgency, startedAt: number): Deadline {
  const preset = presets[ruleFor(kind, urgency)];
  if ('hours' in preset) return { dueAt: startedAt + preset.hours * hourMs, rule: preset.rule };
  const { at, isKnown } = countOn(startedAt, preset.days);
  const deadline = { dueAt: at, rule: preset.rule };
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
export function deadlineAfter(before: Dated | null, now: Dated): Deadline | null {
  const { source, kind, openedAt, deadline } = now;
  if (source === 'cityPlatform' || kind === null) return deadline;
  if (deadline !== null && presetRuleOf(deadline) === null) return deadline;
  const isSame = before?.kind === kind && urgencyOf(before) === urgencyOf(now);
  return deadline !== null && isSame ? deadline : presetDeadline(kind, urgencyOf(now), openedAt);
}
