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
      reader: () => ({ workNo: '1001', role: 'agent' }),
      tickets: {
        findForPop: ({ numberKey }) =>
          new Promise((resolve) => {
            const isCitizen = numberKey === '+8619900000777';
            answers.push(() =>
              resolve({
                named: null,
                ofNumber: isCitizen ? [ofCitizen] : [],
                mains: [],
                contacts: [],
              }),
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

describe('the screen pop', () => {
  /** Look-ups that the test answers, in the order in which they were asked for. */
  const aPop = () => {
    const asked: { readonly callId: string; readonly answer: () => void }[] = [];
    let found = 0;
    const pop = createScreenPop({
      reader: () => ({ workNo: '1001', role: 'agent' }),
      tickets: {
        findForPop: ({ callId }) =>
          new Promise((resolve) => {
            const answer = () => resolve({ named: null, ofNumber: [], mains: [], contacts: [] });
            asked.push({ callId, answer });
          }),
      },
      clock: { now: () => 0, monotonicMs: () => 0 },
      inBackground: (_name, task) => void task(),
      onFound: () => (found += 1),
    });
    return { pop, asked, found: () => found };
  };
  const call = aCallView();

  it('of a call that has gone before it was found is not kept, and nobody is told', async () => {
    const { pop, asked, found } = aPop();
    const lookUp = pop.follow([call]);
    void pop.follow([]);
    asked[0]?.answer();
    await lookUp;
    expect([pop.of(call.callId), found()]).toEqual([null, 0]);
  });

  it('is looked up once while nothing changes, forgotten with its call, and looked up anew when it comes again', async () => {
    const { pop, asked, found } = aPop();
    const lookUp = pop.follow([call]);
    expect(pop.follow([call])).toBeNull();
    asked[0]?.answer();
    await lookUp;
    expect([asked.length, found()]).toEqual([1, 1]);
    expect(pop.of(call.callId)).toMatchObject({ callId: call.callId });
    void pop.follow([]);
    expect(pop.of(call.callId)).toBeNull();
    expect(pop.follow([call])).not.toBeNull();
    expect(asked).toHaveLength(2);
  });

  it('is looked up again for all that are there when tickets have come', async () => {
    const { pop, asked, found } = aPop();
    const other = aCallView();
    const first = pop.follow([call, other]);
    for (const { answer } of asked) answer();
    await first;
    const again = pop.lookAgain();
    expect(asked.slice(2).map(({ callId }) => callId)).toEqual([call.callId, other.callId]);
    for (const { answer } of asked) answer();
    await again;
    expect(found()).toBe(4);
  });
});
