import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { CallSettings } from '../../src/shared/domain/phone/call-settings.ts';
import { build } from '../../tools/build/build.ts';
import { type AgentUi, createAgentUi } from '../../tools/demo/agent-ui.ts';
import type { PbxAccount } from '../../tools/demo/pbx.ts';
import { createLaunchUrls } from '../../tools/launch/launch-urls.ts';
import {
  type Service,
  type ServiceOptions,
  startService,
} from '../../tools/launch/start-service.ts';
import { type LaunchBrowserOptions, launchBrowser } from './browser.ts';

/** An account, and how this office dials. */
export interface StackAccount extends PbxAccount {
  readonly calling?: Partial<CallSettings>;
  /** RFC 4028; the product's own when absent. */
  readonly sessionExpiresSeconds?: number;
}

export interface StackOptions {
  /** The `pbx` section of `desk.json`; `null` leaves it out. */
  readonly pbx: StackAccount | null;
  readonly browser?: LaunchBrowserOptions;
  /** A hub that runs already, for a second desk; else the stack starts its own with the demonstration data. */
  readonly hubUrl?: string;
  /** Lets the browser take certificates that nobody has a reason to trust. */
  readonly anyCertificate?: boolean;
  /** Fills the desk's data folder before its host starts for the first time. */
  readonly prepareDesk?: (deskFolder: string) => Promise<void>;
  /** Runs in both pages before their own scripts, outside their content security policy: for measuring. */
  readonly tap?: () => void;
}

/** The product as it runs at a desk: hub and host as processes of their own, both pages in a Chromium. */
export interface Stack {
  readonly hubUrl: string;
  /** The desk's data: `desk.json`, `desk.db`, `recordings/`. */
  readonly deskFolder: string;
  readonly phone: Page;
  /** Process of the desk's host. */
  hostPid(): number;
  /** The desk page that is open now; another one after `reopenDesk`. */
  desk(): Page;
  agent(): AgentUi;
  /** Signs the demonstration agent in. */
  signIn(): Promise<void>;
  /** Opens the desk page anew in a tab of its own, after the old one crashed or was closed. */
  reopenDesk(): Promise<void>;
  /** Everything that the host has logged so far, also before a restart. */
  deskLog(): string;
  /** SIGKILL to the host alone, then the host again at the same address; the pages stay open. */
  restartHost(): Promise<void>;
  /** The first half of `restartHost`, and the second. */
  killHost(): Promise<void>;
  startHostAgain(): Promise<void>;
  /** SIGKILL to browser and host, as by a power cut, then both again on the same data; `onDead` runs in between. */
  crashAll(onDead?: () => void): Promise<void>;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, '..', '..');
const source = (path: string) => join(root, 'src', path);
const microphoneFile = join(root, 'tests', 'fixtures', 'speech', 'agent-answer.wav');
const agent = { workNo: '1001', password: 'demo-hotline-2026' };
const actMs = 15_000;
const startMs = 60_000;

/** Builds the pages when needed and starts everything on free ports with data in a temporary folder. */
export async function startStack(options: StackOptions): Promise<Stack> {
  await build(() => undefined);
  const folder = mkdtempSync(join(tmpdir(), 'hotline-stack-'));
  const ownHub = options.hubUrl === undefined ? await startHub(folder) : null;
  const hubUrl = options.hubUrl ?? String(ownHub?.ready['url']);
  const deskFolder = join(folder, 'desk');
  writeDeskConfig(folder, hubUrl, options.pbx);
  await options.prepareDesk?.(deskFolder);
  let running = await openDesk(folder, options);

  const stack: Stack = {
    hubUrl,
    deskFolder,
    deskLog: () => readFileSync(join(folder, 'desk.log'), 'utf8'),
    get phone() {
      return running.phone;
    },
    hostPid: () => running.host.pid,
    desk: () => running.desk,
    agent: () => createAgentUi(running.desk, actMs),
    signIn: () => stack.agent().signIn(agent.workNo, agent.password),
    async reopenDesk() {
      const desk = await running.context.newPage();
      await desk.goto(new URL('/desk/', running.origin).href);
      running = { ...running, desk };
    },
    async restartHost() {
      await stack.killHost();
      await stack.startHostAgain();
    },
    killHost: () => kill(running.host),
    async startHostAgain() {
      const { host } = running;
      running = { ...running, host: await startHost(folder, Number(host.ready['port'])) };
    },
    async crashAll(onDead) {
      await Promise.all([kill(running.host), crash(running.browser)]);
      onDead?.();
      running = await openDesk(folder, options);
    },
    async stop() {
      await running.browser.close();
      await running.host.stop();
      await ownHub?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return stack;
}

interface Running {
  readonly host: Service;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly origin: string;
  readonly phone: Page;
  readonly desk: Page;
}

function startHub(folder: string): Promise<Service> {
  return startService({
    name: 'hub',
    args: [source('hub/cli.ts'), '--data', join(folder, 'hub'), '--port', '0', '--seed', 'demo'],
    readyEvent: 'hub.ready',
    logFile: join(folder, 'hub.log'),
    timeoutMs: startMs,
  });
}

function writeDeskConfig(folder: string, hubUrl: string, pbx: StackAccount | null): void {
  mkdirSync(join(folder, 'desk'), { recursive: true, mode: 0o700 });
  const config = { hub: { url: hubUrl }, ...(pbx === null ? {} : { pbx }), desk: { port: 0 } };
  writeFileSync(join(folder, 'desk', 'desk.json'), JSON.stringify(config), { mode: 0o600 });
}

/** `port`: 0 = any free one. */
function startHost(
  folder: string,
  port: number,
  onMessage: ServiceOptions['onMessage'] = () => {},
): Promise<Service> {
  const data = ['--data', join(folder, 'desk'), '--port', String(port)];
  return startService({
    name: 'desk',
    args: [source('main/node/main.ts'), ...data, '--demo'],
    readyEvent: 'host.ready',
    logFile: join(folder, 'desk.log'),
    timeoutMs: startMs,
    onMessage,
  });
}

async function openDesk(folder: string, options: StackOptions): Promise<Running> {
  const launchUrls = createLaunchUrls();
  const host = await startHost(folder, 0, launchUrls.onMessage);
  const browser = await launchBrowser({ microphoneFile, ...options.browser });
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    ignoreHTTPSErrors: options.anyCertificate ?? false,
    bypassCSP: options.tap !== undefined,
    permissions: options.browser?.microphone === 'deny' ? [] : ['microphone', 'notifications'],
  });
  if (options.tap) await context.addInitScript(options.tap);
  const phone = await context.newPage();
  await phone.goto(await launchUrls.urlOf('phone', host.tell));
  const desk = await context.newPage();
  await desk.goto(await launchUrls.urlOf('desk', host.tell));
  return {
    host,
    browser,
    context,
    origin: `http://127.0.0.1:${String(host.ready['port'])}`,
    phone,
    desk,
  };
}

async function kill(service: Service): Promise<void> {
  process.kill(service.pid, 'SIGKILL');
  await service.gone;
}

/** Ends the browser without any page hearing of it. */
async function crash(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  const gone = new Promise<void>((resolve) => browser.once('disconnected', () => resolve()));
  await session.send('Browser.crash').catch(() => undefined);
  await gone;
}
