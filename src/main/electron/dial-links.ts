import { dialLinkSchemes, numberOfDialLink } from '../../shared/numbers/dial-link.ts';
import type { ElectronApi } from './electron-api.ts';

/** Makes this program one that the system offers for `tel:` and `sip:` links. Only an installed one does. */
export function claimDialLinks(app: ElectronApi['app']): void {
  if (!app.isPackaged) return;
  for (const scheme of dialLinkSchemes) app.setAsDefaultProtocolClient(scheme);
}

/** The number of the link with which the program was started (Windows, Linux: last argument that is one). */
export function numberInArguments(argv: readonly string[]): string | null {
  return argv.map(numberOfDialLink).findLast((number) => number !== null) ?? null;
}

/** Tells the number of each link that is followed while the program runs. Links on macOS come as `open-url`. */
export function watchDialLinks(app: ElectronApi['app'], onNumber: (number: string) => void): void {
  const tell = (number: string | null) => {
    if (number !== null) onNumber(number);
  };
  app.on('second-instance', (_event, argv) => tell(numberInArguments(argv ?? [])));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    tell(numberOfDialLink(url));
  });
}
