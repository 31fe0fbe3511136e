import { join } from 'node:path';
import { systemClock } from '../../src/shared/node/system-clock.ts';
import type { CitizenScript, TrainingCall } from '../../src/training/call/training-call.ts';
import { type TrainingPbx, createTrainingPbx } from '../../src/training/training-pbx.ts';
import type { PbxAccount } from '../../tools/demo/pbx.ts';
import { silentLogger } from './silent-logger.ts';

/** The citizen of the demonstration data, who has an open ticket, as the trunk delivers her number. */
export const knownCitizen = { number: '019900000123', display: '199 0000 0123' } as const;

const extension = '8001';
const secret = 'geheim-a3f9c2';

/** A training PBX in this process with one account, and the `pbx` section of `desk.json` for it. */
export interface TrainingLine {
  readonly pbx: TrainingPbx;
  readonly account: PbxAccount;
  /** A citizen calls the desk and speaks after the answer. */
  call(script?: Partial<CitizenScript>): TrainingCall;
}

const speechFile = join(import.meta.dirname, '..', 'fixtures/speech/citizen-waterlogging.wav');

export async function startTrainingLine(): Promise<TrainingLine> {
  const pbx = await createTrainingPbx({
    logger: silentLogger,
    clock: systemClock,
    accounts: [{ extension, secret }],
  });
  return {
    pbx,
    account: { serverUrl: pbx.url, domain: pbx.domain, extension, secret },
    call: (script) =>
      pbx.call({
        to: extension,
        fromNumber: knownCitizen.number,
        queue: '水务热线',
        speechFile,
        ...script,
      }),
  };
}
