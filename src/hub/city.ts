import { join } from 'node:path';
import type { Clock } from '../shared/clock.ts';
import type { Logger } from '../shared/logger.ts';
import { readConfigText } from '../shared/node/read-config-text.ts';
import { type CityConfig, parseCityConfig } from './areas/city/city-config.ts';
import { type CityLink, createCityLink } from './areas/city/city-link.ts';
import { createHttpCity } from './areas/city/http-city.ts';
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
  if (!config?.http) return null;
  const { http, mapping } = config;
  const platform = createHttpCity({ http, mapping, fetch });
  const pollMs = http.pollSeconds * 1000;
  return createCityLink({ ...deps, platform, pollMs });
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
