import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExchangeSystem } from '../../src/shared/domain/city/city-exchange.ts';
import { type CityConfig, parseCityConfig } from '../../src/hub/areas/city/city-config.ts';

interface CityLine {
  readonly url: string;
  readonly token: string;
}

/** `deploy/hub/SYSTEM.json`, the configuration that fits the simulators, with its line at `line`. */
export function cityJson(
  line: CityLine | null,
  pollSeconds = 30,
  system: ExchangeSystem = 'city',
): string {
  const sample = join(import.meta.dirname, `../../deploy/hub/${system}.json`);
  const text = readFileSync(sample, 'utf8');
  const { http, ...rest }: Record<string, object> = JSON.parse(text);
  if (line === null) return JSON.stringify(rest);
  const { url, token } = line;
  return JSON.stringify({ ...rest, http: { ...http, url, token, pollSeconds } });
}

export function cityConfig(line: CityLine | null = null): CityConfig {
  return parseCityConfig(cityJson(line));
}
