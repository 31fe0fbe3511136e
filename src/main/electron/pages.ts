/** The two pages of the product, each in a window of its own. */
export type Page = 'desk' | 'phone';

/** The origin of both pages; `app` is registered as a standard, secure scheme. */
const appOrigin = 'app://desk';

export function pageUrl(page: Page): string {
  return `${appOrigin}/${page}/`;
}

/** Does `url` belong to the product? Origins of custom schemes are read by hand: `URL.origin` is `null` for them. */
export function isOurUrl(url: string): boolean {
  return url === appOrigin || url.startsWith(`${appOrigin}/`);
}

/** Channels between preload and main. */
export const portWantedChannel = 'hotline:port-wanted';
export const portChannel = 'hotline:port';
