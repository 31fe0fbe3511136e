import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CleanUp } from './clean-up.ts';
import { createLaunchUrls } from './launch-urls.ts';
import { type Service, startService } from './start-service.ts';

export interface BrowserHostOptions {
  readonly root: string;
  readonly dataFolder: string;
  /** Offers the demonstration accounts on the sign-in page. */
  readonly demo: boolean;
  readonly cleanUp: CleanUp;
  readonly announce: (line: string) => void;
  /** Of the embedded hub, when `desk.json` names none. */
  readonly hubUrl?: string | undefined;
  /** For tests: any free port at first. The configured one when not given. */
  readonly port?: number;
}

/** The browser host, kept running. */
export interface BrowserHost {
  /** Process id of the one that runs now. */
  pid(): number;
  port(): number;
  /** A URL that opens this page once. Waits for the host where it is just coming back. */
  urlOf(page: 'desk' | 'phone'): Promise<string>;
  /** As the host told last. */
  isCallRunning(): boolean;
}

const pauseMs = 1000;
const revokeLimitMs = 1000;

/**
 * Starts the browser host, and starts it again on the same port whenever it dies: the call lives in the phone page, which
 * keeps its sound until a host is back (ADR 0090). Throws when the very first start fails.
 */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { cleanUp, announce } = options;
  let stopping = false;
  let stop = async (): Promise<void> => {};
  let tell = (_line: string): void => {};
  let noteRevoked = (): void => {};
  let callRunning = false;
  const launchUrls = createLaunchUrls();

  const handleMessage = (message: Readonly<Record<string, unknown>>) => {
    if (message['event'] === 'host.calls') callRunning = message['running'] === true;
    if (message['event'] === 'host.revoked') noteRevoked();
    launchUrls.onMessage(message);
  };
  const start = async (port: number | undefined) => {
    const started = await startService({
      ...program(options, port),
      onMessage: handleMessage,
      onSpawned: (next) => {
        stop = next;
      },
    });
    tell = started.tell;
    return started;
  };
  const keepRunning = async (): Promise<void> => {
    for (;;) {
      await service.gone;
      if (stopping) return;
      announce('坐席台服务意外结束，正在重新启动；通话不受影响');
      service = await startAgain(Number(service.ready['port']));
      launchUrls.askAgain(tell);
    }
  };
  const startAgain = async (port: number): Promise<Service> => {
    for (;;) {
      try {
        return await start(port);
      } catch (error) {
        if (stopping) throw error;
        announce(String(error));
        await sleep(pauseMs);
      }
    }
  };

  cleanUp.add('坐席台服务', async () => {
    stopping = true;
    // The windows are closed by now: whatever their browser has kept opens nothing any more.
    const revoked = new Promise<void>((done) => {
      noteRevoked = done;
    });
    tell('revoke');
    await Promise.race([revoked, sleep(revokeLimitMs, undefined, { ref: false })]);
    await stop();
  });
  let service = await start(options.port);
  void keepRunning().catch(() => {});
  return {
    pid: () => service.pid,
    port: () => Number(service.ready['port']),
    urlOf: (page) => launchUrls.urlOf(page, (line) => tell(line)),
    isCallRunning: () => callRunning,
  };
}

function program({ root, dataFolder, demo, hubUrl }: BrowserHostOptions, port: number | undefined) {
  const main = join(root, 'src/main/node/main.ts');
  const at = port === undefined ? [] : ['--port', String(port)];
  const hub = hubUrl === undefined ? [] : ['--hub', hubUrl];
  return {
    name: '坐席台服务',
    args: [main, '--data', dataFolder, ...at, ...hub, ...(demo ? ['--demo'] : [])],
    readyEvent: 'host.ready',
    logFile: join(dataFolder, 'desk.log'),
    timeoutMs: 60_000,
  };
}
