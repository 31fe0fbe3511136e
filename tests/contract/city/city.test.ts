import { createHttpCity } from '../../../src/hub/areas/city/http-city.ts';
import { createCitySimulator } from '../../../src/training/city/city-simulator.ts';
import { cityConfig } from '../../support/city-mapping.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { type CityUnderTest, contractNow, describeCity } from './city-contract.ts';

async function overHttp(): Promise<CityUnderTest> {
  const simulator = await createCitySimulator({ logger: silentLogger, now: () => contractNow });
  const { http, mapping } = cityConfig(simulator);
  if (!http) throw new Error('a line was given');
  return {
    platform: createHttpCity({ http, mapping, fetch }),
    desk: simulator.desk,
    reports: simulator.desk.reports,
    goAway: () => simulator.fail('cut'),
    comeBack: () => simulator.fail(null),
    dispose: simulator.close,
  };
}

describeCity('HTTP', overHttp);
