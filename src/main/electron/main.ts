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
} from 'electron';
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
};
const built = import.meta.dirname;
// A thread's file and what it reads lie beside the archive in an installed desk.
const unpacked = built.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
keepFilesPrivate();
const logger = createLogger({});
const dataDirectory = app.commandLine.getSwitchValue('data');
if (dataDirectory !== '') app.setPath('userData', dataDirectory);

startElectronDesk({
  electron,
  preloadFile: join(built, 'preload.cjs'),
  logger,
  process,
  argv: process.argv,
  openHost: () =>
    createElectronHost(
      electron,
      {
        pagesDirectory: join(built, '..', 'renderer'),
        storeWorkerFile: join(unpacked, 'store-worker.js'),
        migrationsDirectory: join(unpacked, 'migrations'),
      },
      logger,
    ),
});
