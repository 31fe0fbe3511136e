import type { App, BrowserWindow } from 'electron';

export interface ClosingDeps {
  readonly app: Pick<App, 'on' | 'quit'>;
  readonly desk: BrowserWindow;
  readonly phone: BrowserWindow;
  readonly isCallRunning: () => boolean;
}

/** A softphone that still writes the end of a recording lets go within a moment. */
const askAgainMs = 1000;

/**
 * What closing a window and quitting do. The softphone's window only hides, so that calls still come in; the desk's ends
 * the program. While a call runs neither that nor a quit goes through: the softphone shows, so that a slip of the mouse
 * never cuts a citizen off. A quit closes the softphone first, because only its page may refuse; it is asked again then.
 */
export function guardClosing({ app, desk, phone, isCallRunning }: ClosingDeps): void {
  let phase: 'working' | 'phoneLeaving' | 'phoneGone' = 'working';
  app.on('before-quit', (event) => {
    if (phase === 'phoneGone') return;
    event.preventDefault();
    if (isCallRunning()) {
      phone.showInactive();
      return;
    }
    phase = 'phoneLeaving';
    phone.close();
  });
  phone.webContents.on('will-prevent-unload', () => {
    if (phase !== 'phoneLeaving') return;
    phase = 'working';
    setTimeout(() => app.quit(), askAgainMs);
  });
  phone.on('closed', () => {
    phase = 'phoneGone';
    setImmediate(() => app.quit());
  });
  phone.on('close', (event) => {
    if (phase !== 'working') return;
    event.preventDefault();
    phone.hide();
  });
  desk.on('close', (event) => {
    if (phase === 'phoneGone') return;
    event.preventDefault();
    if (isCallRunning()) desk.hide();
    app.quit();
  });
}
