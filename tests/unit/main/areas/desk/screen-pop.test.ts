import { describe, expect, it } from 'vitest';
import { createScreenPop } from '../../../../../src/main/areas/desk/screen-pop.ts';
import { normaliseNumber } from '../../../../../src/shared/numbers/phone-number.ts';
import { aCallView } from '../../../../support/host/phone-values.ts';
import { aTicket } from '../../../../support/hub-values.ts';

describe('the screen pop of a call that is handed over', () => {
  it('becomes the citizen’s, even when the look-up of the colleague comes back later', async () => {
    const answers: (() => void)[] = [];
    const ofCitizen = { ...aTicket(), ticketNo: 'SW20261124-0009' };
    const pop = createScreenPop({
      tickets: {
        findForPop: ({ numberKey }) =>
          new Promise((resolve) => {
            const isCitizen = numberKey === '+8619900000777';
            answers.push(() =>
              resolve({ named: null, ofNumber: isCitizen ? [ofCitizen] : [], contacts: [] }),
            );
          }),
      },
      clock: { now: () => 0, monotonicMs: () => 0 },
      inBackground: (_name, task) => void task(),
      onFound: () => undefined,
    });
    const call = aCallView({ number: normaliseNumber('1002'), state: 'connected' });
    const colleague = pop.follow([call]);
    const citizen = pop.follow([{ ...call, number: normaliseNumber('19900000777') }]);
    answers[1]?.();
    await citizen;
    answers[0]?.();
    await colleague;
    expect(pop.of(call.callId)).toMatchObject({
      number: { display: '199 0000 0777' },
      tickets: [{ ticketNo: 'SW20261124-0009' }],
    });
  });
});
