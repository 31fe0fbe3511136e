import type { BrowserWindow } from 'electron';

export interface ClosingDeps {
  readonly desk: BrowserWindow;
  readonly phone: BrowserWindow;
  readonly isCallRunning: () => boolean;
  readonly isQuitting: () => boolean;
  readonly quit: () => void;
}

/**
 * What closing a window does: the softphone only hides, so that calls still come in. The desk's window ends the program,
 * but while a call runs it only hides and the softphone shows, so that a slip of the mouse never cuts a citizen off.
 */
export function guardClosing({ desk, phone, isCallRunning, isQuitting, quit }: ClosingDeps): void {
  phone.on('close', (event) => {
    if (isQuitting()) return;
    event.preventDefault();
    phone.hide();
  });
  desk.on('close', (event) => {
    if (isQuitting()) return;
    event.preventDefault();
    if (!isCallRunning()) return quit();
    desk.hide();
    phone.showInactive();
  });
}
