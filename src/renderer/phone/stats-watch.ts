import type { CallId } from '../../shared/domain/ids.ts';
import type { CallEffect, CallEvent } from '../../telephony/core/call-machine.ts';
import type { SetTimer } from '../../telephony/core/set-timer.ts';
import { watchCallStats } from '../../telephony/webrtc/call-stats.ts';
import type { WebRtcMedia } from '../../telephony/webrtc/media-handler.ts';

export interface StatsWatchDeps {
  readonly media: Pick<WebRtcMedia, 'of'>;
  readonly setTimer: SetTimer;
  readonly tell: (event: Extract<CallEvent, { readonly kind: 'quality' | 'soundFault' }>) => void;
}

/** Watches quality and arriving sound of each answered call until its end. */
export function createStatsWatch({ media, setTimer, tell }: StatsWatchDeps) {
  const watched = new Map<CallId, () => void>();
  const held = new Set<CallId>();

  const start = (callId: CallId) => {
    const call = media.of(callId);
    if (!call) return;
    const stop = watchCallStats({
      stats: call.stats,
      setTimer,
      onQuality: (quality) => tell({ kind: 'quality', callId, quality }),
      isSoundExpected: () => !held.has(callId),
      onRemoteSound: (finding) => {
        const code = finding === 'missing' ? 'media.noRemoteAudio' : null;
        tell({ kind: 'soundFault', callId, code });
      },
    });
    watched.set(callId, stop);
  };
  const stop = (callId: CallId) => {
    watched.get(callId)?.();
    watched.delete(callId);
    held.delete(callId);
  };

  return {
    run(effect: CallEffect): void {
      switch (effect.kind) {
        case 'startRecording':
          return start(effect.callId);
        case 'stopRecording':
          return stop(effect.callId);
        case 'beginMark':
          if (effect.mark === 'hold') held.add(effect.callId);
          return;
        case 'endMark':
          if (effect.mark === 'hold') held.delete(effect.callId);
      }
    },
  };
}
