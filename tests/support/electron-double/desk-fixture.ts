import { afterAll, afterEach, beforeAll } from 'vitest';
import { type MainBundle, buildMainBundle } from './main-bundle.ts';
import { type RunningDesk, startDesk } from './running-desk.ts';

/** Builds the main bundle once for a test file and ends whatever desk a test has started. Call at the top of the file. */
export function deskFixture() {
  let built: MainBundle | null = null;
  let running: RunningDesk | null = null;
  const bundle = (): MainBundle => {
    if (!built) throw new Error('the bundle is built before the first test');
    return built;
  };
  beforeAll(async () => {
    built = await buildMainBundle();
  });
  afterEach(async () => {
    await running?.remove();
    running = null;
  });
  afterAll(() => built?.remove());
  return {
    bundle,
    /** The desk of this test; a second call gives a second desk, of which only the last is ended for you. */
    async start(options: Parameters<typeof startDesk>[1] = {}): Promise<RunningDesk> {
      running = await startDesk(bundle(), options);
      return running;
    },
  };
}
