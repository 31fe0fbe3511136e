import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CityConfig, parseCityConfig } from '../../src/hub/areas/city/city-config.ts';

interface CityLine {
  readonly url: string;
  readonly token: string;
}

/** `deploy/hub/city.json`, the configuration that fits the simulator, with its line at `line`. */
export function cityJson(line: CityLine | null, pollSeconds = 30): string {
  const text = readFileSync(join(import.meta.dirname, '../../deploy/hub/city.json'), 'utf8');
  const { http: sample, ...rest }: Record<string, object> = JSON.parse(text);
  if (line === null) return JSON.stringify(rest);
  const { url, token } = line;
  return JSON.stringify({ ...rest, http: { ...sample, url, token, pollSeconds } });
}

export function cityConfig(line: CityLine | null = null): CityConfig {
  return parseCityConfig(cityJson(line));
}
