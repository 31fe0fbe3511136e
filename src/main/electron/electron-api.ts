import type * as electron from 'electron';

/** The part of Electron that the desk uses, handed in by `main.ts`, so that every other file runs against a double. */
export type ElectronApi = Pick<
  typeof electron,
  | 'app'
  | 'BrowserWindow'
  | 'Menu'
  | 'MessageChannelMain'
  | 'Notification'
  | 'Tray'
  | 'dialog'
  | 'globalShortcut'
  | 'ipcMain'
  | 'nativeImage'
  | 'powerMonitor'
  | 'protocol'
  | 'safeStorage'
  | 'session'
  | 'shell'
>;
