import { useStore } from 'zustand';
import type { CallId } from '../../../shared/domain/ids.ts';
import { useStores } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';

const steps = [8, 22, 38, 56, 76];

/** Live level of both sides: five steps each, agent above, citizen below, as in the recording's two channels. */
export function LevelBars({ callId }: { readonly callId: CallId }) {
  const t = useText();
  const levels = useStore(useStores().levels, (state) => state.levels);
  const own = levels?.callId === callId ? levels : null;
  return (
    <span className="levels">
      <Row label={t('call.agentLevel')} level={own?.agent ?? 0} />
      <Row label={t('call.citizenLevel')} level={own?.citizen ?? 0} />
    </span>
  );
}

function Row({ label, level }: { readonly label: string; readonly level: number }) {
  return (
    <span className="levels__row" role="img" aria-label={label} title={label}>
      {steps.map((step) => (
        <i key={step} className={level >= step ? 'is-on' : undefined} />
      ))}
    </span>
  );
}
