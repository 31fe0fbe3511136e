import { useDeskState, useNow, useWorkbench } from '../../context/desk-context.ts';
import { useText } from '../../context/use-text.ts';
import { currentCall, pillOf, waitingCall } from '../../stores/call-selectors.ts';
import './call-bar.css';
import { CallAnnouncer } from './call-announcer.tsx';
import { CallButtonRow } from './call-button-row.tsx';
import { CallInfo } from './call-info.tsx';
import { RecordingLight } from './recording-light.tsx';
import { SeatLight } from './seat-light.tsx';
import { StatePill } from './state-pill.tsx';
import { WaitingCall } from './waiting-call.tsx';

/** 软电话条: what the phone is doing, proven, and the eight acts in a fixed order. */
export function CallBar() {
  const t = useText();
  const now = useNow();
  const desk = useDeskState((state) => state);
  const wrapUp = useWorkbench((state) => state.wrapUp);
  const endWrapUp = useWorkbench((state) => state.endWrapUp);
  const call = currentCall(desk.phone.calls);
  const waiting = waitingCall(desk.phone.calls);
  const pill = pillOf(desk, wrapUp?.since ?? null, now);
  return (
    <header className="callbar" aria-label={t('call.label')}>
      <StatePill pill={pill} now={now} onEndWrapUp={endWrapUp} />
      <SeatLight />
      <div className="callbar__who">
        <CallInfo call={call} />
        {call && <RecordingLight call={call} problems={desk.problems} />}
        {waiting && <WaitingCall call={waiting} />}
      </div>
      <CallButtonRow desk={desk} call={call} />
      <CallAnnouncer calls={desk.phone.calls} />
    </header>
  );
}
