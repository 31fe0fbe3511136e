import { numberOfDialLink } from '../../shared/numbers/dial-link.ts';

type Page = Pick<Window, 'location' | 'history' | 'addEventListener' | 'navigator'>;

/** In the fragment, so that the number is in no request and no log of a server. */
const mark = '#dial=';

/** Hands over the number that a `tel:` link brought into the address, and wipes it from there at once. */
export function watchDialFragment(page: Page, onNumber: (number: string) => void): void {
  const take = () => {
    const { hash, pathname, search } = page.location;
    if (!hash.startsWith(mark)) return;
    page.history.replaceState(null, '', `${pathname}${search}`);
    const number = numberOfDialLink(decoded(hash.slice(mark.length)));
    if (number !== null) onNumber(number);
  };
  page.addEventListener('hashchange', take);
  take();
}

/** The browser's own offer to open `tel:` links here; `null` where the page is not served by http(s). */
export function dialLinkOffer(page: Page): (() => void) | null {
  const { protocol, origin, pathname } = page.location;
  if (!/^https?:$/.test(protocol) || !('registerProtocolHandler' in page.navigator)) return null;
  return () => page.navigator.registerProtocolHandler('tel', `${origin}${pathname}${mark}%s`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
