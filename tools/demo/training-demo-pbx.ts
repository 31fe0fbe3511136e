import { randomBytes } from 'node:crypto';
import type { TrainingCall } from '../../src/training/call/training-call.ts';
import { createTrainingPbx } from '../../src/training/training-pbx.ts';
import type { Logger } from '../../src/shared/logger.ts';
import { systemClock } from '../../src/shared/node/system-clock.ts';
import type { DemoPbx } from './pbx.ts';

const extension = '8001';

/** The training PBX of this repository, in this process, with one account for the desk. */
export async function startTrainingDemoPbx(logger: Logger): Promise<DemoPbx> {
  const secret = randomBytes(12).toString('hex');
  const pbx = await createTrainingPbx({
    logger,
    clock: systemClock,
    accounts: [{ extension, secret }],
  });
  return {
    name: '训练交换机',
    account: { serverUrl: pbx.url, domain: pbx.domain, extension, secret },
    untilRegistered: (timeoutMs) => pbx.untilRegistered(extension, timeoutMs),
    placeCall(options) {
      const call = pbx.call({ to: extension, ...options });
      return Promise.resolve({
        ringing: call.ringing,
        answered: call.answered,
        ended: call.ended.then(({ how }) => how),
        spoken: untilSpoken(call),
        untilHeard: call.untilHeard,
        hangUp: call.hangUp,
      });
    },
    close: pbx.close,
  };
}

function untilSpoken(call: TrainingCall): Promise<boolean> {
  return new Promise((done) => {
    call.subscribe(({ kind }) => {
      if (kind === 'speechEnded') done(true);
      if (kind === 'ended') done(false);
    });
  });
}
