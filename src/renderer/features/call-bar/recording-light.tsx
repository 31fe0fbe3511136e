import type { CallView } from '../../../shared/domain/calls/call.ts';
import type { Problem } from '../../../shared/domain/desk/desk-state.ts';
import { CircleAlert } from 'lucide-react';
import { useText } from '../../parts/use-text.ts';
import { qualityWord, recordingFault, recordingFaultWord } from '../../stores/call-selectors.ts';
import { LevelBars } from './level-bars.tsx';

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
