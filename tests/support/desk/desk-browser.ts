import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../browser.ts';
import { build } from '../../../tools/build/build.ts';
import { type ScriptedDeskHost, startScriptedDeskHost } from '../scripted-desk-host.ts';
import type { DeskScript } from './desk-script.ts';

export interface OpenDeskOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'light' | 'night';
  readonly textScale?: 100 | 150;
  /** Where the page's clock stands; it moves with the world's by default. */
  readonly at?: number;
}

export interface OpenDesk {
  readonly page: Page;
  readonly host: ScriptedDeskHost;
  readonly script: DeskScript;
  /** What the page complained about: errors of scripts and of the content security policy. */
  readonly complaints: readonly string[];
  /** Loads the page again, as after a crash. */
  reload(): Promise<void>;
}

export interface DeskBrowser {
  /** A fresh desk page before a fresh scripted host; `prepare` sets the scene before the page loads. */
  open(prepare?: (script: DeskScript) => void, options?: OpenDeskOptions): Promise<OpenDesk>;
  /** Closes the pages and hosts opened so far. */
  closeDesks(): Promise<void>;
  close(): Promise<void>;
}

/** The built desk page in Chromium, for tests of its behaviour. */
export async function startDeskBrowser(): Promise<DeskBrowser> {
  await build(() => undefined);
  const browser: Browser = await launchBrowser();
  const opened: { context: BrowserContext; host: ScriptedDeskHost }[] = [];
  const closeDesks = async () => {
    for (const { context, host } of opened.splice(0)) {
      await context.close();
      await host.close();
    }
  };
  return {
    open: async (prepare = () => {}, options = {}) => {
      const host = await startScriptedDeskHost();
      prepare(host.script);
      const viewport = { width: options.width ?? 1366, height: options.height ?? 768 };
      const context = await browser.newContext({ viewport });
      opened.push({ context, host });
      if (options.at !== undefined) await context.clock.setFixedTime(options.at);
      await context.addInitScript(
        (view) => {
          localStorage.setItem('desk.view.theme', view.theme);
          localStorage.setItem('desk.view.textScale', view.textScale);
        },
        { theme: options.theme ?? 'light', textScale: String(options.textScale ?? 100) },
      );
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      const load = async (go: () => Promise<unknown>) => {
        await go();
        await page.locator('.desk, .signin').waitFor();
      };
      await load(() => page.goto(host.url));
      const reload = () => load(() => page.reload());
      return { page, host, script: host.script, complaints, reload };
    },
    closeDesks,
    close: async () => {
      await closeDesks();
      await browser.close();
    },
  };
}
