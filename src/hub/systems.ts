import { join } from 'node:path';
import type { Clock } from '../shared/clock.ts';
import type { ExchangeSystem } from '../shared/domain/city/city-exchange.ts';
import type { Logger } from '../shared/logger.ts';
import { readConfigText } from '../shared/node/read-config-text.ts';
import { systemClock } from '../shared/node/system-clock.ts';
import {
  type CityConfig,
  type CityHttp,
  type CitySheets,
  parseCityConfig,
} from './areas/city/city-config.ts';
import { createCityLink } from './areas/city/city-link.ts';
import type { CityPlatform, DispatchSystem } from './areas/city/city-platform.ts';
import { createHttpCity } from './areas/city/http-city.ts';
import { createSheetCity } from './areas/city/sheet-city.ts';
import type { SystemLine } from './areas/city/system-line.ts';
import type { AttachmentFiles } from './areas/attachments/attachment-files.ts';
import type { ChangeSignal } from './areas/replica/change-signal.ts';
import { createHttpSms } from './areas/sms/http-sms.ts';
import { parseSmsConfig } from './areas/sms/sms-config.ts';
import { noGateway } from './areas/sms/sms-gateway.ts';
import { createSmsLine } from './areas/sms/sms-line.ts';
import { createWaterLine } from './areas/water/water-line.ts';
import type { HubStore } from './storage/hub-store.ts';

interface LineDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly changes: ChangeSignal;
  readonly attachments: AttachmentFiles;
}

/** Without a gateway only what was ordered is refused; nobody is asked. */
const idlePollMs = 60_000;

/**
 * Opens the lines that `city.json`, `linkage110.json` and `sms.json` in the hub's data folder describe (`docs/handbook/it.md`). A file that
 * is wrong is logged as `SYSTEM.configWrong` with what is wrong in it, and the hub works without that line: what is to be sent waits in the
 * ledger. Smart Water asks by itself (`/open/v1/water`): its line is always there. Where there is no `sms.json` at all a reply by text is told to fail.
 */
export function openSystems(dataFolder: string, deps: LineDeps): readonly SystemLine[] {
  const dispatching = (['city', 'linkage110'] as const).flatMap((system) => {
    const line = openDispatching(dataFolder, system, deps);
    return line ? [line] : [];
  });
  const sms = openSms(dataFolder, deps);
  const water = createWaterLine(deps);
  return sms ? [...dispatching, water, sms] : [...dispatching, water];
}

function openDispatching(
  dataFolder: string,
  system: DispatchSystem,
  deps: LineDeps,
): SystemLine | null {
  const config = readConfig({ dataFolder, system, logger: deps.logger }, (text) =>
    parseCityConfig(text, system),
  );
  if (config === 'none' || config === 'wrong') return null;
  const way = config.http ?? config.sheets;
  if (!way) return null;
  const pollMs = way.pollSeconds * 1000;
  return createCityLink({ ...deps, system, platform: platformOf(config, system, way), pollMs });
}

/** What 110 transfers is urgent unless it says that it is not. */
function platformOf(
  { mapping }: CityConfig,
  system: DispatchSystem,
  way: CityHttp | CitySheets,
): CityPlatform {
  const { urgentByDefault = system === 'linkage110' } = mapping;
  const whole = { ...mapping, urgentByDefault };
  if ('url' in way) return createHttpCity({ http: way, mapping: whole, fetch });
  return createSheetCity({ sheets: way, mapping: whole, clock: systemClock });
}

function openSms(dataFolder: string, deps: LineDeps): SystemLine | null {
  const config = readConfig({ dataFolder, system: 'sms', logger: deps.logger }, parseSmsConfig);
  if (config === 'wrong') return null;
  if (config === 'none') return createSmsLine({ ...deps, gateway: noGateway, pollMs: idlePollMs });
  const pollMs = config.http.pollSeconds * 1000;
  return createSmsLine({ ...deps, gateway: createHttpSms({ config, fetch }), pollMs });
}

function readConfig<Config>(
  {
    dataFolder,
    system,
    logger,
  }: { readonly dataFolder: string; readonly system: ExchangeSystem; readonly logger: Logger },
  parse: (text: string) => Config,
): Config | 'none' | 'wrong' {
  try {
    const text = readConfigText(join(dataFolder, `${system}.json`));
    return text === null ? 'none' : parse(text);
  } catch (error) {
    logger.error(`${system}.configWrong`, { reason: error instanceof Error ? error.message : '' });
    return 'wrong';
  }
}
