import type { Session, WebContents } from 'electron';
import type { Logger } from '../../shared/logger.ts';
import type { ElectronApi } from './electron-api.ts';
import { isOurUrl } from './pages.ts';

/**
 * What reaching the PBX in the office network takes: Chromium asks before a page may open a socket to a private
 * address. Where the page may connect to is limited by its content security policy.
 */
const networkPermissions: ReadonlySet<string> = new Set([
  'local-network',
  'local-network-access',
  'loopback-network',
]);

/** What a permission decision is made from, the same for Electron's check and its request. */
interface PermissionQuestion {
  readonly permission: string;
  readonly url: string;
  readonly isMainFrame: boolean;
  /** Kinds of media asked for; empty when it is not about media. */
  readonly media: readonly string[];
}

/** The microphone, the buttons of the headset and the way to the PBX, for the main frame of our own pages. Everything else is refused. */
function isPermitted({ permission, url, isMainFrame, media }: PermissionQuestion): boolean {
  if (!isMainFrame || !isOurUrl(url)) return false;
  if (networkPermissions.has(permission) || permission === 'hid') return true;
  return permission === 'media' && media.length > 0 && media.every((kind) => kind === 'audio');
}

/** Sets the permission decisions of the session and turns off what would reach foreign services. */
export function hardenSession(session: Session, logger: Logger): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const permitted = isPermitted({
      permission,
      url: details.requestingUrl,
      isMainFrame: details.isMainFrame,
      media,
    });
    if (!permitted) logger.warn('security.permissionRefused', { permission });
    callback(permitted);
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    isPermitted({
      permission,
      url: details.requestingUrl ?? requestingOrigin,
      isMainFrame: details.isMainFrame,
      media: details.mediaType === undefined ? [] : [details.mediaType],
    }),
  );
  allowHeadsets(session);
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}));
  // Dictionaries would be downloaded from abroad.
  session.setSpellCheckerEnabled(false);
  // Files that our own page has made of what the hub gave out; where to is asked of the person.
  session.on('will-download', (event, item) => {
    if (!isOwnFile(item.getURL())) event.preventDefault();
  });
}

/** `blob:app://desk/…` */
function isOwnFile(url: string): boolean {
  return url.startsWith('blob:') && isOurUrl(url.slice('blob:'.length));
}

/** Every page ever made, also by mistake: it stays where it is, opens nothing and embeds nothing. */
export function hardenEveryPage(app: ElectronApi['app'], logger: Logger): void {
  app.on('web-contents-created', (_event, contents) => hardenPage(contents, logger));
}

function hardenPage(contents: WebContents, logger: Logger): void {
  contents.on('will-navigate', (event) => {
    // A page may reload itself (the guard against a wrong build does); it may not become another page.
    if (event.isMainFrame && event.url === contents.getURL() && isOurUrl(event.url)) return;
    logger.warn('security.navigationRefused');
    event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => {
    logger.warn('security.windowRefused');
    return { action: 'deny' };
  });
}

/** Telephony, HID Usage Tables 1.5 §14. */
const telephonyPage = 0x0b;

interface Described {
  readonly collections?: readonly { readonly usagePage: number }[];
}

/** Buttons of headsets for our own pages (WebHID); every other device of the PC stays closed. */
function allowHeadsets(session: Session): void {
  session.setDevicePermissionHandler(
    ({ deviceType, origin, device }) =>
      deviceType === 'hid' && isOurUrl(origin) && isHeadset(device),
  );
  // The page asks for telephony devices only; with one headset on the desk there is nothing to choose.
  session.on('select-hid-device', (event, { deviceList }, callback) => {
    event.preventDefault();
    callback(deviceList.find(isHeadset)?.deviceId ?? null);
  });
}

function isHeadset(device: object & Described): boolean {
  return device.collections?.some(({ usagePage }) => usagePage === telephonyPage) ?? false;
}
