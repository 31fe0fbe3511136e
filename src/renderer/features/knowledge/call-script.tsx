import type { LegState } from '../../../shared/domain/calls/call.ts';
import { useDeskState } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { currentCall } from '../../../shared/domain/seat/current-call.ts';

/** 话术: what to say in this phase of the call. */
export function CallScript() {
  const t = useText();
  const state = useDeskState((desk) => currentCall(desk.phone.calls)?.state ?? null);
  const wrapUp = useDeskState((desk) => desk.agent?.state === 'afterCallWork');
  const phase = phaseOf(state, wrapUp);
  return (
    <aside
      className="script"
      aria-label={t('script.title', { phase: t(`script.phases.${phase}`) })}
    >
      <h3>{t('script.title', { phase: t(`script.phases.${phase}`) })}</h3>
      <p>{t(`script.lines.${phase}`)}</p>
      {phase === 'connected' && <p className="script__danger">{t('script.danger')}</p>}
    </aside>
  );
}

function phaseOf(state: LegState | null, wrapUp: boolean) {
  if (state === 'alerting' || state === 'dialling') return 'alerting';
  if (state === 'connected' || state === 'held') return state;
  return wrapUp ? 'wrapUp' : 'idle';
}
