import type { BrowserWindow } from 'electron';
import type { DeskState } from '../../shared/domain/desk/desk-state.ts';
import { systemClock } from '../../shared/node/system-clock.ts';
import type { Host } from '../host.ts';
import type { RunInBackground } from '../host/background.ts';
import { createCallBarWindow } from './call-bar-window.ts';
import { createCallNotifications } from './call-notifications.ts';
import { claimDialLinks, numberInArguments, watchDialLinks } from './dial-links.ts';
import type { ElectronApi } from './electron-api.ts';
import { createGlobalShortcuts } from './global-shortcuts.ts';
import { createDeskTray } from './tray.ts';

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

  const notifications = createCallNotifications({ electron, onClick: showDesk });
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
