import type { DeskEvent } from '../shared/contract/desk/schemas.ts';
import { type CallAct, commandForAct } from '../shared/domain/calls/call-acts.ts';
import type { HostServices } from './areas.ts';
import type { WindowShell } from './areas/window/window-settings.ts';

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

export function createHostControls(services: HostServices | null): HostControls {
  return {
    async *watch(signal) {
      if (services) yield* services.deskState.watch(signal);
    },
    async act(act) {
      const calls = services?.deskState.current().phone.calls ?? [];
      const command = commandForAct(calls, act);
      if (command) await services?.phone.command(command);
    },
    requestDial: (number) => services?.deskState.tell({ kind: 'dialRequested', number }),
    async wake() {
      if (services?.deskState.current().phoneConnected)
        await services.phone.command({ kind: 'wake' });
    },
    attach: async (shell) => services?.windowSettings.attach(shell),
  };
}
