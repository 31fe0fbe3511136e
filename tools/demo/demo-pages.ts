import { type BrowserContext, type Page, chromium } from 'playwright-core';
import { deskSwitches, loopbackCalls, sandboxSwitches } from '../browser.ts';

export interface DemoPagesOptions {
  readonly executable: string;
  readonly profileFolder: string;
  readonly deskUrl: string;
  readonly phoneUrl: string;
  readonly headless: boolean;
  /** 48 kHz WAV that speaks for the agent; without a person there is no other microphone. */
  readonly microphoneFile: string;
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
  const { headless, executable, profileFolder } = options;
  const fakeMicrophone = [
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${options.microphoneFile}`,
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
      ...(headless ? fakeMicrophone : []),
    ],
  });
  const phone = await firstPage(context);
  await phone.goto(options.phoneUrl);
  const desk = await context.newPage();
  await desk.goto(options.deskUrl);
  await desk.bringToFront();
  return {
    desk,
    phone,
    closed: new Promise((done) => context.once('close', () => done())),
    close: () => context.close(),
  };
}

async function firstPage(context: BrowserContext): Promise<Page> {
  return context.pages()[0] ?? (await context.newPage());
}
