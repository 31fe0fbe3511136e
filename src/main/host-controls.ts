import type { DeskEvent } from '../shared/contract/desk/schemas.ts';
import { type CallAct, commandForAct } from '../shared/domain/calls/call-acts.ts';
import type { PhoneArea } from './areas/phone/phone-area.ts';
import type { WindowSettingsService, WindowShell } from './areas/window/window-settings.ts';
import type { DeskStateHub } from './host/desk-state.ts';

/** What the shell around the pages (Electron) may do with a running host. Nothing, when it could not start. */
export interface HostControls {
  /** Every state and moment of the desk until `signal` aborts or the host closes. */
  watch(signal: AbortSignal): AsyncIterable<DeskEvent>;
  /** A system-wide key was pressed. Does nothing when it means nothing; rejects with what the phone answers. */
  act(act: CallAct): Promise<void>;
  /** Somebody followed a `tel:` or `sip:` link to `number`. It goes into the dial pad; nothing dials by itself. */
  requestDial(number: string): void;
  /** The PC woke up: the phone proves its socket at once. */
  wake(): Promise<void>;
  attach(shell: WindowShell): Promise<void>;
}

export function createHostControls(
  running: {
    readonly deskState: DeskStateHub;
    readonly phone: PhoneArea;
    readonly window: WindowSettingsService;
  } | null,
): HostControls {
  return {
    async *watch(signal) {
      if (running) yield* running.deskState.watch(signal);
    },
    async act(act) {
      const calls = running?.deskState.current().phone.calls ?? [];
      const command = commandForAct(calls, act);
      if (command) await running?.phone.command(command);
    },
    requestDial: (number) => running?.deskState.tell({ kind: 'dialRequested', number }),
    async wake() {
      if (running?.deskState.current().phoneConnected)
        await running.phone.command({ kind: 'wake' });
    },
    attach: async (shell) => running?.window.attach(shell),
  };
}
