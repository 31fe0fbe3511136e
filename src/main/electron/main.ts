import { join } from 'node:path';
import {
  BrowserWindow,
  Menu,
  MessageChannelMain,
  Notification,
  Tray,
  app,
  dialog,
  globalShortcut,
  ipcMain,
  nativeImage,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
} from 'electron';
import { openLogFile } from '../../shared/node/log-file.ts';
import { createLogger } from '../../shared/node/logger.ts';
import { keepFilesPrivate } from '../../shared/node/private-files.ts';
import { startElectronDesk } from './electron-desk.ts';
import { createElectronHost } from './electron-host.ts';

/**
 * Entry of the Electron desk. `--data=DIR` keeps the data elsewhere than in the account's own folder. Built by
 * `tools/build` into `dist/electron`, beside the preload, the storage thread and the migrations.
 */
const electron = {
  app,
  BrowserWindow,
  Menu,
  MessageChannelMain,
  Notification,
  Tray,
  dialog,
  globalShortcut,
  ipcMain,
  nativeImage,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
};
const built = import.meta.dirname;
// A thread's file and what it reads lie beside the archive in an installed desk.
const unpacked = built.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
keepFilesPrivate();
const dataDirectory = app.commandLine.getSwitchValue('data');
if (dataDirectory !== '') app.setPath('userData', dataDirectory);
// An installed desk has no terminal: what it says goes into a file, where the settings show it.
const logFile = join(app.getPath('userData'), 'desk.log');
const logger = createLogger({ stream: openLogFile(logFile) });

startElectronDesk({
  electron,
  preloadFile: join(built, 'preload.cjs'),
  logger,
  logFile,
  process,
  argv: process.argv,
  openHost: () =>
    createElectronHost(
      electron,
      {
        logFile,
        pagesDirectory: join(built, '..', 'renderer'),
        storeWorkerFile: join(unpacked, 'store-worker.js'),
        migrationsDirectory: join(unpacked, 'migrations'),
      },
      logger,
    ),
});
