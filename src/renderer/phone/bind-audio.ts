import type { CallView } from '../../shared/domain/calls/call.ts';
import type { Logger } from '../../shared/logger.ts';
import { inBackground } from '../../telephony/core/in-background.ts';
import type { SetTimer } from '../../telephony/core/set-timer.ts';
import type { WebRtcMedia } from '../../telephony/webrtc/media/media-handler.ts';
import type { Microphone } from '../../telephony/webrtc/devices/microphone.ts';
import type { PhoneAudio } from './phone-audio.ts';
import type { PhoneEngine } from './phone-engine.ts';
import { toneFor } from './ringer.ts';

export interface BindAudioDeps {
  readonly engine: PhoneEngine;
  readonly audio: PhoneAudio;
  readonly microphone: Microphone;
  readonly media: Pick<WebRtcMedia, 'of'>;
  readonly notify: (calls: readonly CallView[]) => void;
  readonly setTimer: SetTimer;
  readonly logger: Logger;
  /** Loudness of a microphone that is being tried. */
  readonly onLevel: (level: number) => void;
}

/** The screen pop has the processor first: making a system's notification keeps the page for about 5 ms. */
const notifyAfterMs = 60;

/** Rings, notifies and lights the headset as calls come and go; tells the engine of microphone and devices. */
export function bindAudio(deps: BindAudioDeps): void {
  const { engine, audio, microphone } = deps;
  const hasFarSound = (callId: string) => (deps.media.of(callId)?.tracks().remote ?? null) !== null;
  /** After this turn: what the turn publishes, a screen pop perhaps, is sent before anything is made for ears and eyes. */
  const onCalls = (delayMs: number, tell: (calls: readonly CallView[]) => void) => {
    let planned = false;
    engine.subscribe(() => {
      if (planned) return;
      planned = true;
      deps.setTimer(() => {
        planned = false;
        tell(engine.snapshot().calls);
      }, delayMs);
    });
  };
  onCalls(0, (calls) => {
    audio.playTone(toneFor(calls, hasFarSound));
    audio.showCalls(calls);
  });
  onCalls(notifyAfterMs, deps.notify);
  // It is opened and let go all day; that says nothing new.
  let told = '';
  microphone.onChange(() => {
    const state = microphone.state();
    const text = JSON.stringify(state);
    if (text !== told) engine.handle({ kind: 'microphone', state });
    told = text;
  });
  audio.onChange(() => engine.handle({ kind: 'audio', state: audio.state() }));
  audio.onLevel(deps.onLevel);
  inBackground(audio.start(), deps.logger, 'audio.startFailed');
}
