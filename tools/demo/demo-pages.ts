import { type BrowserContext, type Page, chromium } from 'playwright-core';
import { deskSwitches, loopbackCalls, sandboxSwitches } from '../browser.ts';

export interface DemoPagesOptions {
  readonly executable: string;
  readonly profileFolder: string;
  readonly deskUrl: string;
  readonly phoneUrl: string;
  readonly headless: boolean;
  /** 48 kHz WAV that speaks for the agent; `null` takes the machine's microphone. */
  readonly microphoneFile: string | null;
  /** Gets what the pages write to their consoles. */
  readonly onConsole: (line: string) => void;
}

export interface DemoPages {
  readonly desk: Page;
  readonly phone: Page;
  /** Resolves when a person has closed the window. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

const size = { width: 1366, height: 768 };

/** Opens phone and desk in one browser of its own profile: windows for a person, or none. */
export async function openDemoPages(options: DemoPagesOptions): Promise<DemoPages> {
  const { headless, executable, profileFolder, microphoneFile } = options;
  const fakeMicrophone = [
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${microphoneFile}`,
  ];
  const context = await chromium.launchPersistentContext(profileFolder, {
    executablePath: executable,
    headless,
    viewport: headless ? size : null,
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
      `--window-size=${size.width},${size.height + 90}`,
      ...(microphoneFile === null ? [] : fakeMicrophone),
    ],
  });
  const closed = new Promise<void>((done) => context.once('close', () => done()));
  context.on('console', (message) => options.onConsole(`${message.type()} ${message.text()}`));
  context.on('weberror', (failure) => options.onConsole(`error ${String(failure.error())}`));
  try {
    const phone = await firstPage(context);
    await open(phone, options.phoneUrl);
    const desk = await context.newPage();
    await open(desk, options.deskUrl);
    await desk.bringToFront();
    return { desk, phone, closed, close: () => context.close() };
  } catch (error) {
    await context.close();
    throw error;
  }
}

/** Playwright's own error would carry the one-time address into console and report. */
async function open(page: Page, url: string): Promise<void> {
  const response = await page.goto(url).catch(() => null);
  const name = new URL(url).searchParams.get('page') ?? 'page';
  if (!response?.ok())
    throw new Error(`页面 ${name} 没有打开（${response?.status() ?? '无应答'}）`);
}

async function firstPage(context: BrowserContext): Promise<Page> {
  return context.pages()[0] ?? (await context.newPage());
}
