import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type * as Electron from 'electron';
import type { ElectronApi } from '../../../src/main/electron/electron-api.ts';

/**
 * A double of the `electron` module for the built main bundle: real event emitters and message channels, recorded
 * decisions, no window. Members carry the types of `electron.d.ts`, so that a changed signature does not compile.
 */

export class AppDouble extends EventEmitter {
  readonly #ready = Promise.withResolvers<void>();
  readonly calls: string[] = [];
  /** Schemes of links that the program asked the system for. */
  readonly claimed: string[] = [];
  readonly switches = new Map<string, string>();
  isPackaged = true;
  userData = '';
  hasLock = true;
  exitCode: number | null = null;

  readonly commandLine = {
    getSwitchValue: (name: string) => this.switches.get(name) ?? '',
    hasSwitch: (name: string) => this.switches.has(name),
  };
  whenReady: Electron.App['whenReady'] = () => this.#ready.promise;
  becomeReady = () => this.#ready.resolve();
  enableSandbox: Electron.App['enableSandbox'] = () => void this.calls.push('enableSandbox');
  requestSingleInstanceLock: Electron.App['requestSingleInstanceLock'] = () => this.hasLock;
  getPath: Electron.App['getPath'] = () => this.userData;
  setPath: Electron.App['setPath'] = (_name, path) => {
    this.userData = path;
  };
  setAsDefaultProtocolClient: Electron.App['setAsDefaultProtocolClient'] = (scheme) => {
    this.claimed.push(scheme);
    return true;
  };
  getVersion: Electron.App['getVersion'] = () => '0.1.0';
  /** As Electron: `before-quit`, the windows close, then `will-quit`; a prevented event stops it. */
  quit: Electron.App['quit'] = () => {
    this.calls.push('quit');
    if (this.#stopped('before-quit') || this.#stopped('will-quit')) return;
    this.calls.push('quitted');
    this.emit('quit');
  };
  relaunch: Electron.App['relaunch'] = () => {
    this.calls.push('relaunch');
  };
  exit: Electron.App['exit'] = (code) => {
    this.exitCode = code ?? 0;
  };

  #stopped(event: string): boolean {
    const cancel = cancellable();
    this.emit(event, cancel);
    return cancel.defaultPrevented;
  }
}

/** An event as Electron hands it to listeners that may refuse something. */
export function cancellable<T extends object>(details?: T) {
  const event = {
    ...details,
    defaultPrevented: false,
    preventDefault: () => void (event.defaultPrevented = true),
  };
  return event;
}

/** A main frame or a sub-frame; what main posts to it arrives at `onPosted`. */
export class FrameDouble {
  readonly posted: { channel: string; message: unknown; ports: MessagePortDouble[] }[] = [];
  onPosted: (channel: string, message: unknown, ports: MessagePortDouble[]) => void = () => {};
  readonly url: string;
  constructor(url: string) {
    this.url = url;
  }
  postMessage(channel: string, message: unknown, ports: MessagePortDouble[] = []): void {
    this.posted.push({ channel, message, ports });
    this.onPosted(channel, message, ports);
  }
}

export class WebContentsDouble extends EventEmitter {
  mainFrame = new FrameDouble('about:blank');
  reloads = 0;
  windowOpenHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | null = null;
  setWindowOpenHandler: Electron.WebContents['setWindowOpenHandler'] = (handler) => {
    this.windowOpenHandler = handler;
  };
  getURL: Electron.WebContents['getURL'] = () => this.mainFrame.url;
  reload: Electron.WebContents['reload'] = () => {
    this.reloads += 1;
  };
}

export class BrowserWindowDouble extends EventEmitter {
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents = new WebContentsDouble();
  readonly calls: string[] = [];
  constructor(options: Electron.BrowserWindowConstructorOptions, app: AppDouble) {
    super();
    this.options = options;
    app.emit('web-contents-created', cancellable(), this.webContents);
  }
  loadURL: Electron.BrowserWindow['loadURL'] = (url) => {
    this.webContents.mainFrame = new FrameDouble(url);
    this.emit('ready-to-show');
    this.webContents.emit('did-finish-load');
    return Promise.resolve();
  };
  removeMenu = () => void this.calls.push('removeMenu');
  show = () => void this.calls.push('show');
  showInactive = () => void this.calls.push('showInactive');
  hide = () => void this.calls.push('hide');
  focus = () => void this.calls.push('focus');
  restore = () => void this.calls.push('restore');
  isMinimized = () => false;
  isFocused = () => false;
  isDestroyed = () => false;
  moveTop = () => void this.calls.push('moveTop');
  setAlwaysOnTop: Electron.BrowserWindow['setAlwaysOnTop'] = (flag) =>
    void this.calls.push(flag ? 'onTop' : 'notOnTop');
  /** Does the page's `beforeunload` refuse to go? */
  refusesToGo = false;
  /** As Electron: `close` first, then the page may refuse; `closed` only when neither has. */
  close = () => {
    if (!this.clickClose()) return;
    if (this.refusesToGo) this.webContents.emit('will-prevent-unload', cancellable());
    else this.emit('closed');
  };
  /** The person clicks the cross; says whether the window would have closed. */
  clickClose(): boolean {
    const event = cancellable();
    this.emit('close', event);
    return !event.defaultPrevented;
  }
}

/** One end of a channel with Electron's events; `nodePort` is what the page's side gets. */
export class MessagePortDouble extends EventEmitter {
  readonly nodePort: MessagePort;
  constructor(nodePort: MessagePort) {
    super();
    this.nodePort = nodePort;
    nodePort.on('close', () => this.emit('close'));
  }
  start: Electron.MessagePortMain['start'] = () => {
    this.nodePort.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
  };
  postMessage: Electron.MessagePortMain['postMessage'] = (message) =>
    this.nodePort.postMessage(message);
  close: Electron.MessagePortMain['close'] = () => this.nodePort.close();
}

class MessageChannelDouble {
  readonly port1: MessagePortDouble;
  readonly port2: MessagePortDouble;
  constructor() {
    const channel = new MessageChannel();
    this.port1 = new MessagePortDouble(channel.port1);
    this.port2 = new MessagePortDouble(channel.port2);
  }
}

class SessionDouble extends EventEmitter {
  requestHandler: Parameters<Electron.Session['setPermissionRequestHandler']>[0] = null;
  checkHandler: Parameters<Electron.Session['setPermissionCheckHandler']>[0] = null;
  deviceHandler: Parameters<Electron.Session['setDevicePermissionHandler']>[0] = null;
  displayHandler: Parameters<Electron.Session['setDisplayMediaRequestHandler']>[0] = null;
  spellChecker = true;
  setPermissionRequestHandler: Electron.Session['setPermissionRequestHandler'] = (handler) => {
    this.requestHandler = handler;
  };
  setPermissionCheckHandler: Electron.Session['setPermissionCheckHandler'] = (handler) => {
    this.checkHandler = handler;
  };
  setDevicePermissionHandler: Electron.Session['setDevicePermissionHandler'] = (handler) => {
    this.deviceHandler = handler;
  };
  setDisplayMediaRequestHandler: Electron.Session['setDisplayMediaRequestHandler'] = (handler) => {
    this.displayHandler = handler;
  };
  setSpellCheckerEnabled: Electron.Session['setSpellCheckerEnabled'] = (enable) => {
    this.spellChecker = enable;
  };
}

class ProtocolDouble {
  schemes: Electron.CustomScheme[] = [];
  readonly handlers = new Map<string, Parameters<Electron.Protocol['handle']>[1]>();
  registerSchemesAsPrivileged: Electron.Protocol['registerSchemesAsPrivileged'] = (schemes) => {
    this.schemes = schemes;
  };
  handle: Electron.Protocol['handle'] = (scheme, handler) =>
    void this.handlers.set(scheme, handler);
  /** What a page gets for this URL. */
  async request(url: string, init?: RequestInit): Promise<Response> {
    const handler = this.handlers.get(url.slice(0, url.indexOf(':')));
    if (!handler) throw new Error(`nothing handles ${url}`);
    return (await handler(new Request(url, init) as GlobalRequest)) as unknown as Response;
  }
}
type GlobalRequest = Parameters<Parameters<Electron.Protocol['handle']>[1]>[0];

/** Seals by a visible prefix and a bit flip: enough to see that the plain key is not on disk. */
export class SafeStorageDouble {
  available = true;
  backend: ReturnType<Electron.SafeStorage['getSelectedStorageBackend']> = 'gnome_libsecret';
  isEncryptionAvailable: Electron.SafeStorage['isEncryptionAvailable'] = () => this.available;
  getSelectedStorageBackend: Electron.SafeStorage['getSelectedStorageBackend'] = () => this.backend;
  encryptString: Electron.SafeStorage['encryptString'] = (text) =>
    Buffer.from(text).map((byte) => byte ^ 0xff) as Buffer;
  decryptString: Electron.SafeStorage['decryptString'] = (sealed) =>
    Buffer.from(sealed.map((byte) => byte ^ 0xff)).toString();
}

class NotificationDouble extends EventEmitter {
  readonly options: Electron.NotificationConstructorOptions;
  state: 'new' | 'shown' | 'closed' = 'new';
  constructor(options: Electron.NotificationConstructorOptions) {
    super();
    this.options = options;
  }
  show = () => void (this.state = 'shown');
  close = () => void (this.state = 'closed');
}

class TrayDouble extends EventEmitter {
  toolTip = '';
  images = 0;
  isGone = false;
  setToolTip: Electron.Tray['setToolTip'] = (toolTip) => void (this.toolTip = toolTip);
  setImage = () => void (this.images += 1);
  setContextMenu: Electron.Tray['setContextMenu'] = () => undefined;
  destroy = () => void (this.isGone = true);
}

/** System-wide keys; those in `taken` belong to another program. */
class GlobalShortcutDouble {
  readonly taken = new Set<string>();
  readonly keys = new Map<string, () => void>();
  register: Electron.GlobalShortcut['register'] = (accelerator, callback) => {
    if (this.taken.has(accelerator)) return false;
    this.keys.set(accelerator, callback);
    return true;
  };
  unregisterAll: Electron.GlobalShortcut['unregisterAll'] = () => this.keys.clear();
}

/** The double with everything that a test looks at. `module` is what the bundle imports as `electron`. */
export function createElectronDouble() {
  const app = new AppDouble();
  const windows: BrowserWindowDouble[] = [];
  const notifications: NotificationDouble[] = [];
  const protocol = new ProtocolDouble();
  const safeStorage = new SafeStorageDouble();
  const defaultSession = new SessionDouble();
  const ipcMain = new EventEmitter();
  const errorBoxes: string[] = [];
  const trays: TrayDouble[] = [];
  const globalShortcut = new GlobalShortcutDouble();
  const powerMonitor = new EventEmitter();
  const shownFiles: string[] = [];
  const module: Record<keyof ElectronApi, unknown> = {
    app,
    BrowserWindow: class extends BrowserWindowDouble {
      constructor(options: Electron.BrowserWindowConstructorOptions) {
        super(options, app);
        windows.push(this);
      }
    },
    Menu: { buildFromTemplate: (template: unknown) => template },
    Tray: class extends TrayDouble {
      constructor() {
        super();
        trays.push(this);
      }
    },
    globalShortcut,
    nativeImage: { createFromBitmap: (pixels: Buffer) => pixels },
    powerMonitor,
    MessageChannelMain: MessageChannelDouble,
    Notification: class extends NotificationDouble {
      static isSupported = () => true;
      constructor(options: Electron.NotificationConstructorOptions) {
        super(options);
        notifications.push(this);
      }
    },
    dialog: {
      showErrorBox: (title: string, content: string) =>
        void errorBoxes.push(`${title}: ${content}`),
    },
    ipcMain,
    protocol,
    safeStorage,
    session: { defaultSession },
    shell: { showItemInFolder: (file: string) => void shownFiles.push(file) },
  };
  return {
    module,
    app,
    windows,
    notifications,
    trays,
    globalShortcut,
    powerMonitor,
    protocol,
    safeStorage,
    defaultSession,
    ipcMain,
    errorBoxes,
    shownFiles,
  };
}
export type ElectronDouble = ReturnType<typeof createElectronDouble>;
