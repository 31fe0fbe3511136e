import type { Clock } from '../../../shared/clock.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import type { MediaSession } from '../../core/media-port.ts';
import type { PhoneEvent } from '../../core/phone.ts';
import type { CallLife } from './call-life.ts';
import type { SdhAdapter } from '../media/sdh-adapter.ts';

export interface CallSoundDeps {
  readonly callId: CallId;
  readonly life: () => CallLife;
  readonly adapter: SdhAdapter;
  readonly media: MediaSession;
  readonly reinvite: () => Promise<void>;
  readonly clock: Clock;
  readonly emit: (event: PhoneEvent) => void;
}

/** Who hears whom: mute, hold and the far side's hold. The microphone is open only while all of it allows. */
export function createCallSound(parts: CallSoundDeps) {
  const { callId, adapter, media, clock, emit } = parts;
  let muted = false;
  let held = false;
  let farHeld = false;
  const tune = () =>
    media.setMicrophoneOpen(parts.life().phase() === 'connected' && !muted && !held);

  return {
    tune,
    setMuted(next: boolean): void {
      parts.life().requireConnected();
      if (muted === next) return;
      muted = next;
      tune();
      emit({ kind: 'muted', callId, at: clock.now(), muted });
    },
    async setHeld(next: boolean): Promise<void> {
      parts.life().requireConnected();
      if (held === next) return;
      const before = adapter.direction;
      adapter.direction = next ? 'sendonly' : 'sendrecv';
      try {
        await parts.reinvite();
      } catch (error) {
        adapter.direction = before;
        throw error;
      }
      held = next;
      tune();
      emit({ kind: 'agentHold', callId, at: clock.now(), held });
    },
    onFarHold(next: boolean): void {
      if (parts.life().phase() !== 'connected' || farHeld === next) return;
      farHeld = next;
      emit({ kind: 'farHold', callId, at: clock.now(), held: next });
    },
  };
}
