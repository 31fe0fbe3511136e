import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Service, startService } from './start-service.ts';

export interface CityOptions {
  readonly root: string;
  /** Of the hub that is to speak to it; made when it is not there. */
  readonly hubData: string;
  readonly logFile: string;
  /** So many demands have been dispatched when the hub asks first. */
  readonly dispatches: number;
  readonly onSpawned: (stop: () => Promise<void>) => void;
}

const startLimitMs = 60_000;

/**
 * Starts a city platform for practice, and puts its `city.json` into the hub's data: a hub that
 * is started then takes them in. Gives the page on which somebody plays the city.
 */
export async function startCity(options: CityOptions): Promise<string> {
  const { root, hubData, logFile, dispatches, onSpawned } = options;
  const city = await startService({
    name: 'city',
    args: [join(root, 'src/training/city/city-cli.ts'), '--dispatch', String(dispatches)],
    readyEvent: 'city.ready',
    logFile,
    timeoutMs: startLimitMs,
    onSpawned,
  });
  const sample = readFileSync(join(root, 'deploy/hub/city.json'), 'utf8');
  const http = { url: textOf(city, 'url'), token: textOf(city, 'token'), pollSeconds: 2 };
  mkdirSync(hubData, { recursive: true, mode: 0o700 });
  const config = { ...JSON.parse(sample), http };
  writeFileSync(join(hubData, 'city.json'), JSON.stringify(config), { mode: 0o600 });
  return textOf(city, 'pageUrl');
}

function textOf(service: Service, field: string): string {
  const value = service.ready[field];
  if (typeof value !== 'string') throw new Error(`ready line without ${field}`);
  return value;
}
