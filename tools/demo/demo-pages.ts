import { join } from 'node:path';
import { type BrowserContext, type Page, chromium } from 'playwright-core';
import {
  type WindowSize,
  deskSize,
  deskSwitches,
  loopbackCalls,
  phoneSize,
  prepareProfile,
  sandboxSwitches,
} from '../browser.ts';

export interface DemoPagesOptions {
  readonly executable: string;
  readonly profileFolder: string;
  /** A launch URL, asked for right before its page is opened. */
  readonly urlOf: (page: 'desk' | 'phone') => Promise<string>;
  readonly headless: boolean;
  /** 48 kHz WAV that speaks for the agent; `null` takes the machine's microphone. */
  readonly microphoneFile: string | null;
  /** Gets what the pages write to their consoles. */
  readonly onConsole: (line: string) => void;
}

export interface DemoPages {
  readonly desk: Page;
  readonly phone: Page;
  /** Opens a page that the hub or the city's simulator serves, beside the others. */
  open(url: string): Promise<Page>;
  /** The page that the next steps are about: what their pictures show. The desk's, until said. */
  show(page: Page): Promise<void>;
  shown(): Page;
  /** Resolves when a person has closed the desk's window. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/** Opens phone and desk: an app window each for a person, two pages of one browser when nobody looks. */
export async function openDemoPages(options: DemoPagesOptions): Promise<DemoPages> {
  const contexts: BrowserContext[] = [];
  const close = async () => {
    await Promise.all(contexts.map((context) => context.close()));
  };
  try {
    const first = await launch(options, 'phone', phoneSize);
    contexts.push(first);
    const phone = await firstPage(first);
    await phone.goto(await options.urlOf('phone')).catch(() => null);
    const second = options.headless ? first : await launch(options, 'desk', deskSize);
    if (second !== first) contexts.push(second);
    const desk = options.headless ? await second.newPage() : await firstPage(second);
    await desk.goto(await options.urlOf('desk')).catch(() => null);
    await checkPage(phone, 'phone');
    await checkPage(desk, 'desk');
    await desk.bringToFront();
    const closed = new Promise<void>((done) => desk.once('close', () => done()));
    let shown = desk;
    return {
      desk,
      phone,
      async open(url) {
        const page = await second.newPage();
        await page.goto(url);
        return page;
      },
      async show(page) {
        shown = page;
        await page.bringToFront();
      },
      shown: () => shown,
      closed,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function launch(
  options: DemoPagesOptions,
  name: 'desk' | 'phone',
  size: WindowSize,
): Promise<BrowserContext> {
  const { headless, executable, microphoneFile } = options;
  const profile = join(options.profileFolder, name);
  prepareProfile(profile);
  const fakeMicrophone = [
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${microphoneFile}`,
  ];
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable,
    headless,
    viewport: headless ? deskSize : null,
    locale: 'zh-CN',
    permissions: ['microphone', 'notifications'],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      ...deskSwitches,
      loopbackCalls,
      ...sandboxSwitches(process.getuid?.()),
      '--use-fake-ui-for-media-stream',
      ...(microphoneFile === null ? [] : fakeMicrophone),
      `--window-size=${size.width},${size.height}`,
      // Never the launch URL itself: every account can read a program's arguments.
      ...(headless ? [] : ['--app=about:blank']),
    ],
  });
  context.on('console', (message) => options.onConsole(`${message.type()} ${message.text()}`));
  context.on('weberror', (failure) => options.onConsole(`error ${String(failure.error())}`));
  return context;
}

/** The page that came with the browser. */
async function firstPage(context: BrowserContext): Promise<Page> {
  return context.pages()[0] ?? (await context.waitForEvent('page'));
}

/** Says which page did not open; Playwright's own error would carry its one-time address into console and report. */
async function checkPage(page: Page, name: 'desk' | 'phone'): Promise<void> {
  const isThere = (url: URL) => url.pathname === `/${name}/`;
  await page.waitForURL(isThere).catch(() => {
    throw new Error(`页面 ${name} 打开失败`);
  });
}
