import type { TFunction } from 'i18next';
import type { AgentFace } from '../../shared/domain/seat/agent-face.ts';
import { duration } from '../ui/format.ts';
import { spanText } from './use-span-text.ts';

/**
 * The time beside a state: `02:41` of a call, of a rest and until it ends, `超时 00:12`. Of 就绪 only minutes, and none in the
 * first: an agent who waits has nothing to do by the second, and a page that is painted each second is most of what an idle desk
 * costs (`docs/performance.md`). `null` = none is shown.
 */
export function pillTime(t: TFunction, { kind, time }: Pick<AgentFace, 'kind' | 'time'>) {
  if (time === null) return null;
  if (kind === 'ready') return time.ms < 60_000 ? null : spanText(t, time.ms);
  const text = duration(time.ms);
  return time.way === 'over' ? t('agent.over', { time: text }) : text;
}
