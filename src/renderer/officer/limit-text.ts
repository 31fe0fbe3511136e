import type { TFunction } from 'i18next';
import {
  type LimitKey,
  limitText,
  limitUnits,
  outerLimits,
  paces,
} from '../../shared/domain/tickets/limits.ts';
import { clockSteps } from '../../shared/domain/tickets/ticket-work.ts';

/** A preset in words: `签收 · 紧急`; of another release as it is. */
export function limitKeyText(key: string, t: TFunction): string {
  const outer = outerLimits.find((one) => one === key);
  if (outer) return t(`officer.limits.outer.${outer}`);
  if (key === ('result.again' satisfies LimitKey)) return t('officer.limits.again');
  const [stepName, paceName] = key.split('.');
  const step = clockSteps.find((one) => one === stepName);
  const pace = paces.find((one) => one === paceName);
  return step && pace ? `${t(`flow.steps.${step}`)} · ${t(`officer.limits.paces.${pace}`)}` : key;
}

/** `15 minutes` in words; anything else as it is. */
export function limitValueText(value: string): string {
  const [, count = '', unitName] = /^(\d+) (\w+)$/.exec(value) ?? [];
  const unit = limitUnits.find((one) => one === unitName);
  return unit ? limitText({ unit, count: Number(count) }) : value;
}
