import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '../../src/shared/logger.ts';
import { build } from '../build/build.ts';
import type { CleanUp } from '../launch/clean-up.ts';
import { createLaunchUrls } from '../launch/launch-urls.ts';
import { startCity } from '../launch/start-city.ts';
import { type Service, type ServiceOptions, startService } from '../launch/start-service.ts';
import { ensureChromium } from '../setup/chromium.ts';
import { startAsteriskDemoPbx } from './asterisk-demo-pbx.ts';
import type { DemoOptions } from './demo-options.ts';
import { type DemoPages, openDemoPages } from './demo-pages.ts';
import { hasMicrophone } from './has-microphone.ts';
import type { DemoPlace } from './demo-place.ts';
import type { DemoPbx } from './pbx.ts';
import type { Timeline } from './timeline.ts';
import { startTrainingDemoPbx } from './training-demo-pbx.ts';

/** Everything that runs while the demo plays. */
export interface DemoWorld {
  readonly hubUrl: string;
  readonly pbx: DemoPbx;
  readonly pages: DemoPages;
  /** Where somebody plays the city; `null` = there is no city. */
  readonly cityPage: string | null;
}

export interface DemoWorldDeps {
  readonly root: string;
  readonly options: DemoOptions;
  readonly place: DemoPlace;
  readonly timeline: Timeline;
  readonly cleanUp: CleanUp;
  readonly logger: Logger;
  readonly announce: (line: string) => void;
}

const startLimitMs = 60_000;

/** Sets up and starts hub, PBX, desk host and pages. Each is handed to `cleanUp` as soon as it runs. */
export async function startDemoWorld(deps: DemoWorldDeps): Promise<DemoWorld> {
  const { root, options, place, timeline, cleanUp, announce } = deps;
  const source = (path: string) => join(root, 'src', path);
  const executable = await timeline.step(['browser', '准备浏览器'], () =>
    ensureChromium(announce, () => undefined),
  );
  await timeline.step(['build', '构建页面'], () => build(announce));

  // The second act is the city's; its first dispatch is part of the story.
  const cityPage =
    options.city || options.headless
      ? await timeline.step(['city', '启动模拟的市级平台'], () =>
          startCity({
            root,
            hubData: place.hubData,
            logFile: place.logFile('city'),
            dispatches: options.headless ? 0 : 3,
            onSpawned: (stop) => cleanUp.add('city', stop),
          }),
        )
      : null;
  if (cityPage !== null) announce(`模拟的市级平台：${cityPage}`);

  const hub = await timeline.step(['hub', '启动中心服务器'], () =>
    runService(deps, {
      name: 'hub',
      args: [source('hub/cli.ts'), '--data', place.hubData, '--port', '0', '--seed', 'demo'],
      readyEvent: 'hub.ready',
    }),
  );
  const hubUrl = textOf(hub, 'url');

  const pbx = await timeline.step(['pbx', '启动交换机'], () => startPbx(deps));
  cleanUp.add('pbx', pbx.close);
  place.writeDeskConfig(hubUrl, pbx.account);

  const launchUrls = createLaunchUrls();
  const host = await timeline.step(['desk-host', '启动坐席台服务'], () =>
    runService(deps, {
      name: 'desk',
      args: [source('main/node/main.ts'), '--data', place.deskData, '--port', '0', '--demo'],
      readyEvent: 'host.ready',
      onMessage: launchUrls.onMessage,
    }),
  );

  const recordedVoice = options.headless || !(await hasMicrophone(executable));
  if (recordedVoice && !options.headless) announce('找不到麦克风：坐席的话由预先合成的语音代替');
  const microphoneFile = recordedVoice
    ? join(root, 'tests/fixtures/speech/agent-answer.wav')
    : null;
  const pages = await timeline.step(['windows', '打开软电话和坐席窗口'], () =>
    openDemoPages({
      executable,
      profileFolder: place.profile,
      urlOf: (page) => launchUrls.urlOf(page, host.tell),
      headless: options.headless,
      onConsole: (line) => appendFileSync(place.logFile('pages'), `${line}\n`),
      microphoneFile,
    }),
  );
  cleanUp.add('browser', pages.close);
  return { hubUrl, pbx, pages, cityPage };
}

function runService(
  { place, cleanUp }: DemoWorldDeps,
  program: Pick<ServiceOptions, 'name' | 'args' | 'readyEvent' | 'onMessage'>,
): Promise<Service> {
  const logFile = place.logFile(program.name);
  return startService({
    ...program,
    logFile,
    timeoutMs: startLimitMs,
    onSpawned: (stop) => cleanUp.add(program.name, stop),
  });
}

async function startPbx({ options, logger }: DemoWorldDeps): Promise<DemoPbx> {
  return options.pbx === 'training' ? startTrainingDemoPbx(logger) : startAsteriskDemoPbx();
}

function textOf(service: Service, field: string): string {
  const value = service.ready[field];
  if (typeof value !== 'string') throw new Error(`ready line without ${field}`);
  return value;
}
