import type { ReactNode } from 'react';
import { useDeskState } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { linesOf } from '../../../shared/domain/seat/current-call.ts';
import './call-bar.css';
import { CallAnnouncer } from './call-announcer.tsx';
import { CallButtonRow } from './call-button-row.tsx';
import { CallInfo } from './call-info.tsx';
import { CallLines } from './call-lines.tsx';
import { RecordingLight } from './recording-light.tsx';

/** 软电话条: `children` (the agent's state, the seat), what the phone is doing, the eight acts in a fixed order, and below them the other calls. */
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
      </div>
      <CallButtonRow desk={desk} lines={lines} />
      <CallLines lines={lines} />
      <CallAnnouncer calls={desk.phone.calls} />
    </header>
  );
}
