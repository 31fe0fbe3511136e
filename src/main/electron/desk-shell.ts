import type { BrowserWindow } from 'electron';
import type { DeskState } from '../../shared/domain/desk/desk-state.ts';
import { systemClock } from '../../shared/node/system-clock.ts';
import type { Host } from '../host.ts';
import type { RunInBackground } from '../host/background.ts';
import { createCallBarWindow } from './call-bar-window.ts';
import { createCallNotifications } from './call-notifications.ts';
import type { ElectronApi } from './electron-api.ts';
import { createLeadNotifications } from './lead-notifications.ts';
import { createSignNotifications } from './sign-notifications.ts';
import { createDeskTray } from './tray.ts';
import { type CallAct, callActs } from '../../shared/domain/calls/call-acts.ts';
import type { WindowSettings } from '../../shared/domain/window/window-settings.ts';
import { dialLinkSchemes, numberOfDialLink } from '../../shared/numbers/dial-link.ts';

export interface DeskShellDeps {
  readonly electron: ElectronApi;
  readonly host: Host;
  readonly desk: BrowserWindow;
  readonly phone: BrowserWindow;
  readonly inBackground: RunInBackground;
  /** How the program was started: perhaps by a link. */
  readonly argv: readonly string[];
}

/** What the desk is among other programs: notification, tray, bar on top, system-wide keys, links, waking up. */
export interface DeskShell {
  handleDesk(desk: DeskState): void;
  close(): void;
}

export function createDeskShell(deps: DeskShellDeps): DeskShell {
  const { electron, host, desk, phone, inBackground } = deps;
  const { app, powerMonitor, globalShortcut } = electron;
  const { controls } = host;
  const showDesk = () => bringToFront(desk);

  const isInFront = () => !desk.isDestroyed() && desk.isFocused();

  const notifications = createCallNotifications({ electron, onClick: showDesk });
  const forLead = createLeadNotifications({
    electron,
    isInFront,
    onClick: showDesk,
  });
  const toSign = createSignNotifications({ electron, isInFront, onClick: showDesk });
  const tray = createDeskTray({
    electron,
    clock: systemClock,
    onShowDesk: showDesk,
    onShowPhone: () => phone.showInactive(),
    onQuit: () => app.quit(),
  });
  const bar = createCallBarWindow(phone);
  const shortcuts = createGlobalShortcuts({
    electron,
    onAct: (act) => inBackground('shortcut', () => controls.act(act)),
  });
  inBackground('windowSettings', () =>
    controls.attach({
      apply(settings) {
        bar.setMode(settings.callBar);
        return shortcuts.apply(settings.shortcuts);
      },
      // The system's file manager, with the file marked in it.
      showFile: (file) => electron.shell.showItemInFolder(file),
    }),
  );
  claimDialLinks(app);
  const followLink = (number: string) => controls.requestDial(number);
  watchDialLinks(app, followLink);
  const first = numberInArguments(deps.argv);
  // Told when the desk page is there to hear it.
  if (first !== null) desk.webContents.once('did-finish-load', () => followLink(first));
  powerMonitor.on('resume', () => inBackground('wake', controls.wake));
  app.on('second-instance', showDesk);
  app.on('activate', showDesk);

  return {
    handleDesk(state) {
      notifications.handleCalls(state.phone.calls);
      forLead.handleDesk(state);
      toSign.handleDesk(state);
      bar.handleCalls(state.phone.calls);
      tray.handleDesk(state);
    },
    close() {
      globalShortcut.unregisterAll();
      tray.close();
    },
  };
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** The system-wide keys of the call. They work whatever program has the keyboard. */
export interface GlobalShortcuts {
  /** Replaces the keys; answers the acts whose key the system would not give. */
  apply(shortcuts: WindowSettings['shortcuts']): readonly CallAct[];
}

function createGlobalShortcuts(deps: {
  readonly electron: Pick<ElectronApi, 'globalShortcut'>;
  readonly onAct: (act: CallAct) => void;
}): GlobalShortcuts {
  const { globalShortcut } = deps.electron;
  return {
    apply(shortcuts) {
      globalShortcut.unregisterAll();
      return callActs.filter((act) => {
        const accelerator = shortcuts[act];
        return accelerator !== null && !globalShortcut.register(accelerator, () => deps.onAct(act));
      });
    },
  };
}

/** Makes this program one that the system offers for `tel:` and `sip:` links. Only an installed one does. */
function claimDialLinks(app: ElectronApi['app']): void {
  if (!app.isPackaged) return;
  for (const scheme of dialLinkSchemes) app.setAsDefaultProtocolClient(scheme);
}

/** The number of the link with which the program was started (Windows, Linux: last argument that is one). */
function numberInArguments(argv: readonly string[]): string | null {
  return argv.map(numberOfDialLink).findLast((number) => number !== null) ?? null;
}

/** Tells the number of each link that is followed while the program runs. Links on macOS come as `open-url`. */
function watchDialLinks(app: ElectronApi['app'], onNumber: (number: string) => void): void {
  const tell = (number: string | null) => {
    if (number !== null) onNumber(number);
  };
  app.on('second-instance', (_event, argv) => tell(numberInArguments(argv ?? [])));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    tell(numberOfDialLink(url));
  });
}
