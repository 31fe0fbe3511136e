import { setTimeout } from 'node:timers/promises';
import { startAsterisk } from '../../tests/support/asterisk.ts';
import type { AsteriskCall } from '../../tests/support/asterisk-call.ts';
import { until } from '../../tests/support/until.ts';
import { asteriskUnavailable } from '../setup/asterisk.ts';
import type { CitizenCall, DemoPbx } from './pbx.ts';

const extension = '1001';
const callLimitMs = 30 * 60_000;

/** A real Asterisk 22 of the lab. Throws where the machine cannot have one. Asterisk itself measures the queue's wait. */
export async function startAsteriskDemoPbx(): Promise<DemoPbx> {
  const why = asteriskUnavailable();
  if (why !== null) throw new Error(`本机不能安装 Asterisk（${why}）`);
  const asterisk = await startAsterisk();
  return {
    name: 'Asterisk 22',
    account: {
      serverUrl: asterisk.wsUrl,
      domain: asterisk.domain,
      extension,
      secret: asterisk.secrets[extension],
    },
    async untilRegistered(timeoutMs) {
      const deadline = performance.now() + timeoutMs;
      while (performance.now() < deadline) {
        if ((await asterisk.registered()).includes(extension)) return true;
        await setTimeout(50);
      }
      return false;
    },
    async placeCall({ fromNumber, queue, speechFile, patienceMs }) {
      const call = await asterisk.call({ to: extension, fromNumber, line: queue, speechFile });
      return follow(call, patienceMs);
    },
    close: asterisk.stop,
  };
}

function follow(call: AsteriskCall, patienceMs: number): CitizenCall {
  let hungUpByCitizen = false;
  const hangUp = (): void => {
    hungUpByCitizen = true;
    // A call that is over already cannot be hung up: nothing to do then.
    call.hangUp().catch(() => undefined);
  };
  const patience = globalThis.setTimeout(() => call.isAnswered() || hangUp(), patienceMs);
  const reached = async (condition: () => boolean): Promise<boolean> => {
    await until('the call', () => condition() || call.hasEnded(), callLimitMs);
    return condition();
  };
  const ended = reached(call.hasEnded).then(() => {
    clearTimeout(patience);
    if (hungUpByCitizen) return 'citizenHungUp';
    return call.isAnswered() ? 'agentHungUp' : 'refused';
  });
  return {
    ringing: reached(call.isRinging),
    answered: reached(call.isAnswered),
    spoken: reached(call.hasSpoken),
    ended,
    untilHeard: (soundMs) => reached(() => call.heardMs() >= soundMs),
    hangUp,
  };
}
