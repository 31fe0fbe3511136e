import type { Session } from 'electron';
import { isOurUrl } from './pages.ts';

/** Telephony, HID Usage Tables 1.5 §14. */
const telephonyPage = 0x0b;

interface Described {
  readonly collections?: readonly { readonly usagePage: number }[];
}

/** Buttons of headsets for our own pages (WebHID); every other device of the PC stays closed. */
export function allowHeadsets(session: Session): void {
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
