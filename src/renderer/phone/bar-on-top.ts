/** The part of Chromium's Document Picture-in-Picture that is used here; TypeScript's DOM library does not have it yet. */
interface PictureInPicture {
  requestWindow(options: { readonly width: number; readonly height: number }): Promise<Window>;
}

/** The call bar in a small window over all others, where the browser can do that. */
export interface BarOnTop {
  /** Needs a click, as the browser demands. The bar comes back when the small window is closed. */
  open(): Promise<void>;
}

const size = { width: 520, height: 150 };

/** `null` where the browser has no such windows. `bar` is moved, not copied: it goes on living in this page. */
export function createBarOnTop(page: Window, bar: HTMLElement): BarOnTop | null {
  const pictureInPicture = pictureInPictureOf(page);
  if (pictureInPicture === null) return null;
  return {
    async open() {
      const small = await pictureInPicture.requestWindow(size);
      const home = bar.parentElement;
      small.document.title = page.document.title;
      small.document.documentElement.dataset['theme'] =
        page.document.documentElement.dataset['theme'];
      for (const sheet of page.document.querySelectorAll('link[rel="stylesheet"], style'))
        small.document.head.append(sheet.cloneNode(true));
      small.document.body.append(bar);
      small.addEventListener('pagehide', () => home?.append(bar), { once: true });
    },
  };
}

function pictureInPictureOf(page: Window): PictureInPicture | null {
  const found: unknown = Reflect.get(page, 'documentPictureInPicture');
  return isPictureInPicture(found) ? found : null;
}

function isPictureInPicture(value: unknown): value is PictureInPicture {
  return typeof value === 'object' && value !== null && 'requestWindow' in value;
}
