import type { Clock } from '../../../shared/clock.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import type { MediaSession } from '../../core/media-port.ts';
import type { PhoneEvent } from '../../core/phone.ts';
import type { SdhAdapter } from '../media/sdh-adapter.ts';
import type { CallLife } from './call-life.ts';

export interface CallSoundDeps {
  readonly callId: CallId;
  readonly life: Pick<CallLife, 'phase' | 'requireConnected'>;
  readonly adapter: Pick<SdhAdapter, 'direction'>;
  readonly media: Pick<MediaSession, 'setMicrophoneOpen'>;
  readonly reinvite: () => Promise<void>;
  readonly clock: Clock;
  readonly emit: (event: PhoneEvent) => void;
}

/** Who hears whom: mute, hold and the far side's hold. The microphone is open only while all of it allows. */
export class CallSound {
  readonly #deps: CallSoundDeps;
  #isMuted = false;
  #isHeld = false;
  #isFarHeld = false;

  constructor(deps: CallSoundDeps) {
    this.#deps = deps;
  }

  /** Call it when the call is connected or over. */
  tune(): void {
    const { life, media } = this.#deps;
    media.setMicrophoneOpen(life.phase === 'connected' && !this.#isMuted && !this.#isHeld);
  }

  setMuted(muted: boolean): void {
    const { life, callId, clock, emit } = this.#deps;
    life.requireConnected();
    if (this.#isMuted === muted) return;
    this.#isMuted = muted;
    this.tune();
    emit({ kind: 'muted', callId, at: clock.now(), muted });
  }

  async setHeld(held: boolean): Promise<void> {
    const { life, adapter, callId, clock, emit } = this.#deps;
    life.requireConnected();
    if (this.#isHeld === held) return;
    const before = adapter.direction;
    adapter.direction = held ? 'sendonly' : 'sendrecv';
    try {
      await this.#deps.reinvite();
    } catch (error) {
      adapter.direction = before;
      throw error;
    }
    this.#isHeld = held;
    this.tune();
    emit({ kind: 'agentHold', callId, at: clock.now(), held });
  }

  setFarHeld(held: boolean): void {
    const { life, callId, clock, emit } = this.#deps;
    if (life.phase !== 'connected' || this.#isFarHeld === held) return;
    this.#isFarHeld = held;
    emit({ kind: 'farHold', callId, at: clock.now(), held });
  }
}
