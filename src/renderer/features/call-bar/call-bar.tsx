import type { CallView } from '../../../shared/domain/calls/call.ts';
import type { ReactNode } from 'react';
import { useDeskState } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { linesOf, currentCall } from '../../../shared/domain/seat/current-call.ts';
import './call-bar.css';
import { CallButtonRow } from './call-button-row.tsx';
import { CallInfo } from './call-info.tsx';
import { EmergencyCall } from './emergency-call.tsx';
import { LastOutcome } from './last-outcome.tsx';
import { RecordingLight } from './recording-light.tsx';

/** 软电话条: `children` (the agent's state, the seat), what the phone is doing, the eight acts in a fixed order. */
export function CallBar({ children }: { readonly children: ReactNode }) {
  const t = useText();
  const desk = useDeskState((state) => state);
  const lines = linesOf(desk.phone.calls);
  const call = lines.current;
  return (
    <header className="callbar" aria-label={t('call.label')}>
      {children}
      <div className="callbar__who">
        <CallInfo lines={lines} />
        {call && <RecordingLight call={call} problems={desk.problems} />}
        <LastOutcome desk={desk} />
        <EmergencyCall desk={desk} />
      </div>
      <CallButtonRow desk={desk} lines={lines} />
      <CallAnnouncer calls={desk.phone.calls} />
    </header>
  );
}

/** Tells screen readers each change of the call, politely: it never interrupts what is being typed. Ends are told by `LastOutcome`. */
function CallAnnouncer({ calls }: { readonly calls: readonly CallView[] }) {
  const t = useText();
  const call = currentCall(calls);
  return (
    <div className="sr-only" role="status" aria-live="polite">
      {call && t(`call.announce.${call.state}`, { number: call.number.display })}
    </div>
  );
}
