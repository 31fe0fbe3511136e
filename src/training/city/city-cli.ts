import { parseArgs } from 'node:util';
import { z } from 'zod';
import { installLastResort } from '../../shared/node/last-resort.ts';
import { createLogger } from '../../shared/node/logger.ts';
import { systemClock } from '../../shared/node/system-clock.ts';
import { type CitySimulator, createCitySimulator } from './city-simulator.ts';

/**
 * `node src/training/city/city-cli.ts [--port N] [--seed N] [--dispatch N]`: a city platform for practice by hand. One JSON line on standard
 * output once it listens (`city.ready`, with what `city.json` needs and the page to play it); SIGINT or SIGTERM close it.
 */
const count = (most: number) => z.coerce.number().int().min(0).max(most);
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    dispatch: { type: 'string', default: '0' },
  },
});
const logger = createLogger({});
let running: CitySimulator | null = null;
installLastResort({ process, logger, clock: systemClock, flush: async () => running?.close() });

const city = await createCitySimulator({
  logger,
  now: () => systemClock.now(),
  port: count(65_535).parse(values.port),
  seed: count(1_000_000).parse(values.seed),
});
running = city;
for (let left = count(100).parse(values.dispatch); left > 0; left -= 1) city.desk.dispatch();
const { url, token, pageUrl } = city;
process.stdout.write(`${JSON.stringify({ event: 'city.ready', url, token, pageUrl })}\n`);
process.once('SIGINT', stop);
process.once('SIGTERM', stop);

function stop(): void {
  city.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
}
