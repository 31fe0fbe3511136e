import { join } from 'node:path';
import type { Clock } from '../shared/clock.ts';
import type { Logger } from '../shared/logger.ts';
import { readConfigText } from '../shared/node/read-config-text.ts';
import { systemClock } from '../shared/node/system-clock.ts';
import {
  type CityConfig,
  type CityHttp,
  type CitySheets,
  parseCityConfig,
} from './areas/city/city-config.ts';
import { type CityLink, createCityLink } from './areas/city/city-link.ts';
import type { CityPlatform } from './areas/city/city-platform.ts';
import { createHttpCity } from './areas/city/http-city.ts';
import { createSheetCity } from './areas/city/sheet-city.ts';
import type { ChangeSignal } from './areas/replica/change-signal.ts';
import type { HubStore } from './storage/hub-store.ts';

/** Where the hub's data is, what is said of the city platform: `docs/handbook/it.md`. */
const fileName = 'city.json';

/**
 * Opens the line that `city.json` in the hub's data folder describes. A file that is wrong is logged as `city.configWrong` with what is
 * wrong in it, and the hub works without the city: what is to be sent waits in the ledger. `null` = there is no line.
 */
export function openCity(
  dataFolder: string,
  deps: {
    readonly store: HubStore;
    readonly clock: Clock;
    readonly logger: Logger;
    readonly changes: ChangeSignal;
  },
): CityLink | null {
  const config = readCity(join(dataFolder, fileName), deps.logger);
  const way = config && (config.http ?? config.sheets);
  if (!config || !way) return null;
  const pollMs = way.pollSeconds * 1000;
  return createCityLink({ ...deps, platform: platformOf(config, way), pollMs });
}

function platformOf({ mapping }: CityConfig, way: CityHttp | CitySheets): CityPlatform {
  if ('url' in way) return createHttpCity({ http: way, mapping, fetch });
  return createSheetCity({ sheets: way, mapping, clock: systemClock });
}

function readCity(path: string, logger: Logger): CityConfig | null {
  try {
    const text = readConfigText(path);
    return text === null ? null : parseCityConfig(text);
  } catch (error) {
    logger.error('city.configWrong', { reason: error instanceof Error ? error.message : '' });
    return null;
  }
}
