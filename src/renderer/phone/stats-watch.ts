import type { CallId } from '../../shared/domain/ids.ts';
import type { CallEffect, CallEvent } from '../../telephony/core/call-machine.ts';
import type { SetTimer } from '../../telephony/core/set-timer.ts';
import { watchCallStats } from '../../telephony/webrtc/quality/call-stats.ts';
import type { WebRtcMedia } from '../../telephony/webrtc/media/media-handler.ts';

export interface StatsWatchDeps {
  readonly media: Pick<WebRtcMedia, 'of'>;
  readonly setTimer: SetTimer;
  readonly tell: (event: Extract<CallEvent, { readonly kind: 'quality' | 'soundFault' }>) => void;
}

/** Watches quality and sound of both directions of each answered call until its end. */
export function createStatsWatch({ media, setTimer, tell }: StatsWatchDeps) {
  const watched = new Map<CallId, () => void>();
  const held = new Set<CallId>();
  const muted = new Set<CallId>();
  const quiet = { hold: held, mute: muted } as const;

  const start = (callId: CallId) => {
    const call = media.of(callId);
    if (!call) return;
    const stop = watchCallStats({
      stats: call.stats,
      setTimer,
      onQuality: (quality) => tell({ kind: 'quality', callId, quality }),
      expectsRemote: () => !held.has(callId),
      expectsLocal: () => !held.has(callId) && !muted.has(callId),
      onFault: (code) => tell({ kind: 'soundFault', callId, code }),
    });
    watched.set(callId, stop);
  };
  const stop = (callId: CallId) => {
    watched.get(callId)?.();
    watched.delete(callId);
    held.delete(callId);
    muted.delete(callId);
  };

  return {
    run(effect: CallEffect): void {
      switch (effect.kind) {
        case 'startRecording':
          return start(effect.callId);
        case 'stopRecording':
          return stop(effect.callId);
        case 'beginMark':
          return void quiet[effect.mark].add(effect.callId);
        case 'endMark':
          return void quiet[effect.mark].delete(effect.callId);
      }
    },
  };
}
