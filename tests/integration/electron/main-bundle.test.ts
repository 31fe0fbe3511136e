import { idlePhone } from '../../../src/shared/domain/phone/phone-state.ts';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deskFixture } from '../../support/electron-double/desk-fixture.ts';
import {
  FrameDouble,
  WebContentsDouble,
  cancellable,
  createElectronDouble,
} from '../../support/electron-double/electron-double.ts';
import {
  type DeskClient,
  type PhoneClient,
  clientOf,
  openPage,
} from '../../support/electron-double/page-double.ts';
import { startDesk } from '../../support/electron-double/running-desk.ts';
import { until } from '../../support/until.ts';

const { bundle, start } = deskFixture();

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => null,
    (error: { data?: { code?: string }; code?: string }) => error.data?.code ?? error.code,
  );
}

describe('before Electron is ready', () => {
  it('makes app: a standard, secure scheme, turns the sandbox on and opens no window', async () => {
    const double = createElectronDouble();
    bundle().run(double);
    expect(double.protocol.schemes).toEqual([
      {
        scheme: 'app',
        privileges: {
          standard: true,
          secure: true,
          supportFetchAPI: true,
          stream: true,
          codeCache: true,
        },
      },
    ]);
    expect(double.app.calls).toEqual(['enableSandbox']);
    expect(double.windows).toEqual([]);
  });

  it('ends at once when the desk is already open, and brings that one to the front', async () => {
    const second = createElectronDouble();
    second.app.hasLock = false;
    bundle().run(second);
    second.app.becomeReady();
    expect(second.app.calls).toEqual(['enableSandbox', 'quit', 'quitted']);

    const { double, desk } = await start();
    double.app.emit('second-instance');
    expect(desk.calls.slice(-2)).toEqual(['show', 'focus']);
    expect(second.windows).toEqual([]);
  });
});

describe('windows', () => {
  it('are sandboxed, isolated and without Node, with our preload', async () => {
    const { desk, phone } = await start();
    for (const { options } of [desk, phone]) {
      expect(options.webPreferences).toMatchObject({
        preload: bundle().preloadFile,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        devTools: false,
      });
    }
  });

  it('throttle the desk in the background but never the softphone, which never takes the keyboard', async () => {
    const { desk, phone } = await start();
    expect(desk.options.webPreferences?.backgroundThrottling).toBe(true);
    expect(phone.options.webPreferences?.backgroundThrottling).toBe(false);
    expect([desk.calls, phone.calls]).toEqual([
      ['removeMenu', 'show'],
      ['removeMenu', 'showInactive'],
    ]);
  });

  it('hide the softphone when it is closed and end the program when the desk is closed', async () => {
    const { double, desk, phone } = await start();
    expect(phone.clickClose()).toBe(false);
    expect(phone.calls.at(-1)).toBe('hide');
    expect(double.app.calls).not.toContain('quit');
    desk.clickClose();
    await until('the program may end', () => double.app.calls.includes('quitted'));
  });

  it('bring a crashed page back once, and leave it when it dies again at once', async () => {
    const { desk } = await start();
    const die = () =>
      desk.webContents.emit('render-process-gone', cancellable(), {
        reason: 'crashed',
        exitCode: 5,
      });
    die();
    expect(desk.webContents.reloads).toBe(1);
    die();
    expect(desk.webContents.reloads).toBe(1);
  });
});

describe('ports', () => {
  it('are handed over by the preload, which shows the page nothing else', async () => {
    const { double, desk } = await start();
    const page = openPage(double, desk, bundle().preloadFile);
    expect(page.exposed).toEqual({ hotlineBridge: { version: 1 } });
    const info = await clientOf<DeskClient>(await page.wantPort()).info();
    expect(info).toMatchObject({ version: '0.1.0', notifications: 'host', demoAccounts: null });
    expect(info.deskId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('carry the contract of the window, whatever the page calls', async () => {
    const { double, phone } = await start();
    const page = openPage(double, phone, bundle().preloadFile);
    const port = await page.wantPort();
    expect(await clientOf<PhoneClient>(port).info()).toEqual({ notifications: 'host' });
    expect(await failureOf(clientOf<DeskClient>(port).session.signOut({ unguarded: true }))).toBe(
      'NOT_FOUND',
    );
  });

  it('are refused to frames inside a page and to contents that are no window of ours', async () => {
    const { double, desk } = await start();
    const frame = new FrameDouble('app://desk/desk/');
    double.ipcMain.emit('hotline:port-wanted', { sender: desk.webContents, senderFrame: frame });
    const stranger = new WebContentsDouble();
    double.ipcMain.emit('hotline:port-wanted', {
      sender: stranger,
      senderFrame: stranger.mainFrame,
    });
    desk.webContents.mainFrame = new FrameDouble('https://example.invalid/');
    double.ipcMain.emit('hotline:port-wanted', {
      sender: desk.webContents,
      senderFrame: desk.webContents.mainFrame,
    });
    expect([frame.posted, stranger.mainFrame.posted, desk.webContents.mainFrame.posted]).toEqual([
      [],
      [],
      [],
    ]);
  });
});

describe('a call', () => {
  const ringing = {
    callId: 'b1e0c1de-0000-4000-8000-000000000001',
    direction: 'inbound',
    number: {
      raw: '019900000123',
      key: '+8619900000123',
      display: '199 0000 0123',
      kind: 'mobile',
    },
    displayName: '',
    ticketNo: null,
    lineName: '水务热线',
    queuedMs: null,
    state: 'alerting',
    muted: false,
    purpose: 'plain',
    servesCallId: null,
    joinedWith: null,
    transferredTo: null,
    silenced: false,
    transferring: false,
    heldBy: 'nobody',
    startedAt: 1,
    answeredAt: null,
    endedAt: null,
    endReason: null,
    recording: { kind: 'none' },
    quality: null,
  } as const;
  const snapshot = (calls: Parameters<PhoneClient['publish']>[0]['calls']) => ({
    ...idlePhone,
    calls,
  });

  it('shows a masked notification while it rings, and keeps the desk open when its window is closed', async () => {
    const { double, desk, phone } = await start();
    const client = clientOf<PhoneClient>(
      await openPage(double, phone, bundle().preloadFile).wantPort(),
    );
    const orders = await client.attach({ buildId: 'development', takeOver: false });
    expect(await orders.next()).toMatchObject({ value: { kind: 'config' } });

    await client.publish(snapshot([ringing]));
    await until('a notification', () => double.notifications.length === 1);
    const [notification] = double.notifications;
    expect(notification?.options).toMatchObject({ title: '来电 199****0123', body: '水务热线' });

    await client.publish(snapshot([{ ...ringing, state: 'connected', answeredAt: 2 }]));
    await until('the notification goes', () => notification?.state === 'closed');
    expect(desk.clickClose()).toBe(false);
    double.app.quit();
    expect([desk.calls.at(-1), phone.calls.at(-1)]).toEqual(['hide', 'showInactive']);
    expect(phone.clickClose()).toBe(false);

    await client.publish(snapshot([]));
    await until('the call is over', () => double.trays[0]?.toolTip.includes('未登录') ?? false);
    await orders.return?.();
  });
});

describe('quitting', () => {
  it('waits until the host has closed, and a page that is still there is told', async () => {
    const { double, desk, quit } = await start();
    const client = clientOf<DeskClient>(
      await openPage(double, desk, bundle().preloadFile).wantPort(),
    );
    const events = await client.watch();
    expect(await events.next()).toMatchObject({ value: { kind: 'state' } });
    await quit();
    expect(double.app.calls.filter((call) => call === 'quit').length).toBe(3);
    expect(await events.next()).toMatchObject({ done: true });
  });

  it('asks again when the softphone still has sound to write, with its windows guarded meanwhile', async () => {
    const { double, phone } = await start();
    phone.refusesToGo = true;
    double.app.quit();
    expect(phone.clickClose()).toBe(false);
    expect(phone.calls.at(-1)).toBe('hide');
    phone.refusesToGo = false;
    await until('the program may end', () => double.app.calls.includes('quitted'));
  });
});

describe('the desk key', () => {
  it('is on disk only as the system sealed it, and opens the same data at the next start', async () => {
    const first = await start();
    const { deskId } = await clientOf<DeskClient>(
      await openPage(first.double, first.desk, bundle().preloadFile).wantPort(),
    ).info();
    await first.quit();
    const sealed = Buffer.from(
      readFileSync(join(first.dataDirectory, 'desk.key.sealed'), 'utf8'),
      'base64',
    );
    const key = first.double.safeStorage.decryptString(sealed);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    const files = readdirSync(first.dataDirectory, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile(),
    );
    const plain = files.filter((file) => {
      const content = readFileSync(join(file.parentPath, file.name));
      return content.includes(key) || content.includes(Buffer.from(key, 'hex'));
    });
    expect([files.length > 2, plain.map(({ name }) => name)]).toEqual([true, []]);

    const second = await startDesk(bundle(), { dataDirectory: first.dataDirectory });
    const client = clientOf<DeskClient>(
      await openPage(second.double, second.desk, bundle().preloadFile).wantPort(),
    );
    expect((await client.info()).deskId).toBe(deskId);
    expect(await (await client.watch()).next()).toMatchObject({ value: { kind: 'state' } });
    await second.quit();
  });

  it('is refused without a keyring: the pages load and every call says why', async () => {
    const { double, desk, dataDirectory } = await start({
      prepare: ({ safeStorage }) => {
        safeStorage.backend = 'basic_text';
        safeStorage.available = process.platform === 'linux';
      },
    });
    expect((await double.protocol.request('app://desk/desk/')).status).toBe(200);
    const client = clientOf<DeskClient>(
      await openPage(double, desk, bundle().preloadFile).wantPort(),
    );
    expect(await failureOf(client.watch())).toBe('recording.keyUnavailable');
    expect(existsSync(join(dataDirectory, 'desk.key.sealed'))).toBe(false);
    expect(existsSync(join(dataDirectory, 'desk.db'))).toBe(false);
  });
});
