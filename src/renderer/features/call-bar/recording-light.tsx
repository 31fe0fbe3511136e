import { useStores } from '../../parts/desk-context.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import { useStore } from 'zustand';
import type { CallView } from '../../../shared/domain/calls/call.ts';
import type { Problem } from '../../../shared/domain/desk/desk-state.ts';
import { CircleAlert } from 'lucide-react';
import { useText } from '../../parts/use-text.ts';
import { qualityWord, recordingFault, recordingFaultWord } from '../../stores/call-selectors.ts';

export interface RecordingLightProps {
  readonly call: CallView;
  readonly problems: readonly Problem[];
}

/** Is this call being recorded, how loud are both sides, how good is the line. */
export function RecordingLight({ call, problems }: RecordingLightProps) {
  const t = useText();
  const fault = recordingFault(call, problems);
  const mos = call.quality?.mos ?? null;
  return (
    <div className="reclight">
      {fault !== null ? (
        <span className="reclight__state reclight__state--fault">
          <CircleAlert size={14} aria-hidden />
          {t(`call.${recordingFaultWord(fault)}`)}
        </span>
      ) : (
        <RecordingWord call={call} />
      )}
      {call.answeredAt !== null && <LevelBars callId={call.callId} />}
      {mos !== null && (
        <span className="reclight__quality num">
          {t('call.quality', { word: t(`call.qualityWords.${qualityWord(mos)}`) })} {mos.toFixed(1)}
        </span>
      )}
    </div>
  );
}

function RecordingWord({ call }: { readonly call: CallView }) {
  const t = useText();
  const { kind } = call.recording;
  if (kind !== 'recording' && kind !== 'starting') return null;
  return (
    <span className={`reclight__state reclight__state--${kind}`}>
      <i aria-hidden />
      {t(`call.${kind}`)}
    </span>
  );
}

const steps = [8, 22, 38, 56, 76];

/** Live level of both sides: five steps each, agent above, citizen below, as in the recording's two channels. */
function LevelBars({ callId }: { readonly callId: CallId }) {
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
