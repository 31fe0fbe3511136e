import { AppError } from '../../../shared/app-error.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import type { MediaPort } from '../../core/media-port.ts';
import { type CallMedia, type CallMediaDeps, createCallMedia } from './call-media.ts';
import type { CallMix } from './call-mixer.ts';
import type { Microphone } from '../devices/microphone.ts';
import { refusalOf } from './negotiation.ts';

/** Core's media port over WebRTC, and the media of each call for recorder and statistics. */
export interface WebRtcMedia extends MediaPort {
  /** `null` once the call is gone. */
  of(callId: CallId): CallMedia | null;
}

export interface WebRtcMediaDeps extends CallMediaDeps {
  readonly newMix: () => CallMix;
}

export function createWebRtcMedia(microphone: Microphone, deps: WebRtcMediaDeps): WebRtcMedia {
  const calls = new Map<CallId, CallMedia>();
  microphone.onChange(() => {
    for (const call of calls.values()) call.useMicrophone(microphone.track());
  });
  return {
    refusalOf,
    of: (callId) => calls.get(callId) ?? null,
    join(callId, withCallId) {
      const [one, other] = [calls.get(callId), calls.get(withCallId)];
      if (!one || !other) throw new AppError('phone.noSuchCall');
      const ends = [feed(one, other, deps.newMix()), feed(other, one, deps.newMix())];
      return () => ends.forEach((end) => end());
    },
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

/** `call` is sent the agent and `other` from now on; returns the way back to the agent alone. */
function feed(call: CallMedia, other: CallMedia, mix: CallMix): () => void {
  mix.setOther(other.tracks().remote);
  const stopListening = other.onTracks(({ remote }) => mix.setOther(remote));
  call.sendMix(mix);
  return () => {
    stopListening();
    call.sendMix(null);
    mix.close();
  };
}
