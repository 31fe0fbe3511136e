import { randomUUID } from 'node:crypto';
import { createTrainingPbx } from '../../src/training/training-pbx.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { startStack } from '../support/stack.ts';
import { until } from '../support/until.ts';
import { figureOf, print } from './figure.ts';

const starts = 5;

/**
 * Process start to registered: host process, browser and both pages begin from nothing on a desk whose agent is signed
 * in already (as after a crash or a restart of the PC); until the PBX has accepted the REGISTER.
 */
export async function run(): Promise<void> {
  const clock = { now: () => Date.now(), monotonicMs: () => performance.now() };
  let registeredAt = 0;
  const pbx = await createTrainingPbx({
    logger: silentLogger,
    clock,
    onTrace: (way, text) => {
      if (way === 'out' && text.startsWith('SIP/2.0 200') && /^CSeq: *\d+ REGISTER/im.test(text)) {
        registeredAt = performance.now();
      }
    },
  });
  const secret = randomUUID();
  pbx.addAccount({ extension: '1001', secret });
  const stack = await startStack({
    pbx: { serverUrl: pbx.url, domain: pbx.domain, extension: '1001', secret },
  });
  try {
    await stack.signIn();
    await stack.agent().untilReady(60_000);
    const samples: number[] = [];
    for (let index = 0; index < starts; index += 1) {
      let begunAt = 0;
      await stack.crashAll(() => {
        begunAt = performance.now();
        registeredAt = 0;
      });
      await until('the registration', () => registeredAt > 0, 60_000);
      samples.push(registeredAt - begunAt);
    }
    print(figureOf('start', 'ms', samples));
  } finally {
    await stack.stop();
    await pbx.close();
  }
}
