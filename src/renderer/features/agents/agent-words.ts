import { agentReasons, extensionReasons } from '../../../shared/domain/agents/agent-rules.ts';
import type { zhCnAgents } from './words.zh-cn.ts';

type ReasonKey = keyof (typeof zhCnAgents)['agent']['reasons'];

const known: ReadonlySet<string> = new Set([
  ...Object.values(agentReasons).flat(),
  ...extensionReasons,
  'missedRings',
  'lead',
]);

/** A reason in words; one that this program does not know stays as it came. */
export function reasonText(
  t: (key: `agent.reasons.${ReasonKey}`) => string,
  reason: string,
): string {
  return isKnown(reason) ? t(`agent.reasons.${reason}`) : reason;
}

function isKnown(reason: string): reason is ReasonKey {
  return known.has(reason);
}
