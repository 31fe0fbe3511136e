import { describe, expect, it } from 'vitest';
import { deskFixture } from '../../support/electron-double/desk-fixture.ts';
import { WebContentsDouble, cancellable } from '../../support/electron-double/electron-double.ts';

const { start } = deskFixture();

describe('permissions', () => {
  const ours = { requestingUrl: 'app://desk/phone/', isMainFrame: true };

  async function ask(
    permission: string,
    details: object,
  ): Promise<[request: boolean, check: boolean]> {
    const { double, phone } = await start();
    const contents = phone.webContents as never;
    const { requestHandler, checkHandler } = double.defaultSession;
    const { mediaTypes = [] } = details as { mediaTypes?: string[] };
    const request = await new Promise<boolean>((resolve) => {
      requestHandler?.(contents, permission as never, resolve, details as never);
    });
    const checkDetails = mediaTypes[0] ? { ...details, mediaType: mediaTypes[0] } : details;
    return [
      request,
      checkHandler?.(contents, permission as never, 'app://desk/', checkDetails as never) ?? true,
    ];
  }

  it('give the microphone, and the way to the PBX, to our own pages', async () => {
    expect(await ask('media', { ...ours, mediaTypes: ['audio'] })).toEqual([true, true]);
    expect(await ask('local-network-access', ours)).toEqual([true, true]);
  });

  it.each([
    ['the camera', 'media', { ...ours, mediaTypes: ['video'] }],
    ['media of no kind', 'media', { ...ours, mediaTypes: [] }],
    ['the screen', 'display-capture', { ...ours, mediaTypes: ['video'] }],
    ['the place', 'geolocation', ours],
    ['notifications of its own', 'notifications', ours],
    ['the clipboard', 'clipboard-read', ours],
    ['USB', 'usb', ours],
    ['the microphone in a frame', 'media', { ...ours, isMainFrame: false, mediaTypes: ['audio'] }],
    [
      'the microphone elsewhere',
      'media',
      { ...ours, requestingUrl: 'https://example.invalid/', mediaTypes: ['audio'] },
    ],
    [
      'the microphone under a lookalike',
      'media',
      { ...ours, requestingUrl: 'app://desk.evil/', mediaTypes: ['audio'] },
    ],
  ])('refuse %s', async (_what, permission, details) => {
    expect(await ask(permission, details)).toEqual([false, false]);
  });

  it('refuse both together, and every device', async () => {
    const { double } = await start();
    const both = await new Promise((resolve) => {
      double.defaultSession.requestHandler?.(null as never, 'media', resolve, {
        ...ours,
        mediaTypes: ['audio', 'video'],
      });
    });
    expect(both).toBe(false);
    const headset = { deviceId: 'h', collections: [{ usagePage: 0x0b }] };
    const keyboard = { deviceId: 'k', collections: [{ usagePage: 0x01 }] };
    const mayUse = (deviceType: string, origin: string, device: object) =>
      double.defaultSession.deviceHandler?.({ deviceType, origin, device } as never);
    expect(mayUse('hid', 'app://desk', headset)).toBe(true);
    expect(mayUse('hid', 'app://desk', keyboard)).toBe(false);
    expect(mayUse('usb', 'app://desk', headset)).toBe(false);
    expect(mayUse('hid', 'https://example.invalid', headset)).toBe(false);
    const chosen: unknown[] = [];
    const asked = { preventDefault: () => {} };
    for (const deviceList of [[keyboard, headset], [keyboard]])
      double.defaultSession.emit('select-hid-device', asked, { deviceList }, (id: unknown) =>
        chosen.push(id),
      );
    expect(chosen).toEqual(['h', null]);
    expect(double.defaultSession.spellChecker).toBe(false);
  });
});

describe('every page', () => {
  it.each([
    'https://example.invalid/',
    'file:///etc/hosts',
    'app://desk/desk/?other',
    'app://evil/desk/',
  ])('stays where it is instead of going to %s', async (url) => {
    const { desk } = await start();
    const event = cancellable({ url, isMainFrame: true });
    desk.webContents.emit('will-navigate', event);
    expect(event.defaultPrevented).toBe(true);
  });

  it('may reload itself', async () => {
    const { desk } = await start();
    const event = cancellable({ url: 'app://desk/desk/', isMainFrame: true });
    desk.webContents.emit('will-navigate', event);
    expect(event.defaultPrevented).toBe(false);
  });

  it('opens no window, follows no redirect, embeds nothing, saves nothing, also one that nobody asked for', async () => {
    const { double, desk } = await start();
    const stranger = new WebContentsDouble();
    double.app.emit('web-contents-created', cancellable(), stranger);
    for (const contents of [desk.webContents, stranger]) {
      expect(contents.windowOpenHandler?.({} as never)).toEqual({ action: 'deny' });
      for (const attempt of ['will-redirect', 'will-attach-webview']) {
        const event = cancellable();
        contents.emit(attempt, event);
        expect([attempt, event.defaultPrevented]).toEqual([attempt, true]);
      }
      const frame = cancellable({ url: 'https://example.invalid/', isMainFrame: false });
      contents.emit('will-frame-navigate', frame);
      expect(frame.defaultPrevented).toBe(true);
    }
    for (const [url, isLet] of [
      ['https://example.invalid/x', false],
      ['blob:https://example.invalid/0', false],
      ['app://desk/desk/index.html', false],
      ['blob:app://desk/0c1f', true],
    ] as const) {
      const download = cancellable();
      double.defaultSession.emit('will-download', download, { getURL: () => url });
      expect([url, download.defaultPrevented]).toEqual([url, !isLet]);
    }
  });
});

describe('app:// requests', () => {
  it('reach the host, which answers with its content security policy', async () => {
    const { double } = await start();
    const answer = await double.protocol.request('app://desk/phone/');
    expect([answer.status, await answer.text()]).toEqual([
      200,
      expect.stringContaining('<title>phone</title>'),
    ]);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(
      (await double.protocol.request('app://desk/recordings/none', { method: 'DELETE' })).status,
    ).toBe(405);
  });

  it('find nothing under another name or outside the pages', async () => {
    const { double } = await start();
    for (const url of [
      'app://evil/desk/',
      'app://desk.evil/desk/',
      'app://desk/../electron/main.js',
      'app://desk/%2e%2e/electron/main.js',
    ]) {
      expect([url, (await double.protocol.request(url)).status]).toEqual([url, 404]);
    }
  });
});
