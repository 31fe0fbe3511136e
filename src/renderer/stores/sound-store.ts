import { createStore } from 'zustand/vanilla';
import { errorCodeOf } from '../../shared/app-error.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import type { PhoneCommand } from '../../shared/domain/phone/phone-state.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { DeskApi } from './desk-api.ts';

export interface SoundState {
  /** Whether the panel 声音与设备 is shown. */
  readonly shown: boolean;
  /** Why the last act of the panel failed; shown there until the next one works. */
  readonly failure: ErrorCode | null;
  readonly ringing: boolean;
  /** The echo test's call, as dialled from here; it may be over. */
  readonly echoCallId: CallId | null;
  show(): void;
  hide(): void;
  /** Never rejects. */
  act(command: PhoneCommand): Promise<void>;
  tryRinger(): Promise<void>;
  startEcho(number: string): Promise<void>;
  /** Asks the phone page to go on measuring; a failure is no news, the meter stays empty. */
  watch(): Promise<void>;
}

/** What the panel of sound and devices does. Devices and settings themselves are in the desk's state, told by the phone page. */
export function createSoundStore(deps: {
  readonly api: Pick<DeskApi, 'phone'>;
  createId(): string;
}) {
  return createStore<SoundState>()((set, get) => ({
    shown: false,
    failure: null,
    ringing: false,
    echoCallId: null,
    show: () => set({ shown: true, failure: null }),
    hide: () => set({ shown: false }),
    act: async (command) => {
      set({ failure: null });
      try {
        await deps.api.phone(command);
      } catch (error) {
        set({ failure: errorCodeOf(error) });
      }
    },
    tryRinger: async () => {
      set({ ringing: true });
      await get().act({ kind: 'tryRinger' });
      set({ ringing: false });
    },
    startEcho: async (number) => {
      const callId = deps.createId();
      set({ echoCallId: callId });
      await get().act({ kind: 'dial', callId, number, ticketNo: null });
    },
    watch: async () => {
      await deps.api.phone({ kind: 'watchMicrophone' }).catch(() => {});
    },
  }));
}
export type SoundStore = ReturnType<typeof createSoundStore>;
