import type { CallId } from '../../shared/domain/ids.ts';
import { isRunning } from '../../shared/domain/seat/current-call.ts';
import type { SetTimer } from '../../telephony/core/set-timer.ts';
import type { Microphone } from '../../telephony/webrtc/devices/microphone.ts';
import type { PhoneEngine } from './phone-engine.ts';

export interface MicrophoneForCallsDeps {
  readonly engine: Pick<PhoneEngine, 'snapshot' | 'subscribe'>;
  readonly microphone: Pick<Microphone, 'hold'>;
  readonly setTimer: SetTimer;
}

/** The screen pop has the processor first, as with the answer that is prepared; nobody answers sooner. */
const holdAfterMs = 60;

/** Holds the microphone for each call from its first ring to its end: it is open long before the click. */
export function holdMicrophoneForCalls({
  engine,
  microphone,
  setTimer,
}: MicrophoneForCallsDeps): void {
  const held = new Map<CallId, () => void>();
  const holdSoon = () => {
    let isOver = false;
    let letGo = () => {};
    const cancel = setTimer(() => {
      void microphone.hold().then((release) => {
        if (isOver) release();
        letGo = release;
      });
    }, holdAfterMs);
    return () => {
      isOver = true;
      cancel();
      letGo();
    };
  };
  engine.subscribe(() => {
    const running = new Set(
      engine
        .snapshot()
        .calls.filter(isRunning)
        .map(({ callId }) => callId),
    );
    for (const [callId, letGo] of held) {
      if (running.has(callId)) continue;
      held.delete(callId);
      letGo();
    }
    for (const callId of running) if (!held.has(callId)) held.set(callId, holdSoon());
  });
}
