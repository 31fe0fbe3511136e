import type { CallId } from '../../shared/domain/ids.ts';
import type { MediaPort } from '../core/media-port.ts';
import { type CallMedia, type CallMediaDeps, createCallMedia } from './call-media.ts';
import type { Microphone } from './microphone.ts';

/** Core's media port over WebRTC, and the media of each call for recorder and statistics. */
export interface WebRtcMedia extends MediaPort {
  /** `null` once the call is gone. */
  of(callId: CallId): CallMedia | null;
}

export function createWebRtcMedia(microphone: Microphone, deps: CallMediaDeps): WebRtcMedia {
  const calls = new Map<CallId, CallMedia>();
  microphone.onChange(() => {
    for (const call of calls.values()) call.useMicrophone(microphone.track());
  });
  return {
    of: (callId) => calls.get(callId) ?? null,
    join: () => () => undefined,
    open(callId, iceServers) {
      const media = createCallMedia(microphone.track(), iceServers, deps);
      calls.set(callId, media);
      return {
        ...media,
        close() {
          calls.delete(callId);
          media.close();
        },
      };
    },
  };
}
