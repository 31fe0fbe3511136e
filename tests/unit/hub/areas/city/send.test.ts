import { beforeEach, describe, expect, it } from 'vitest';
import { deliverDue, readReport, waitAfter } from '../../../../../src/hub/areas/city/send.ts';
import { type CityBench, aDispatch, openCityBench } from '../../../../support/city-bench.ts';

describe('what the city is told', () => {
  let bench: CityBench;
  let ticketId: string;
  beforeEach(async () => {
    bench = await openCityBench();
    await bench.receive(aDispatch());
    ({ ticketId = '' } = (await bench.ticketBy()) ?? {});
  });
  const deliver = () => deliverDue(bench.deps, new AbortController().signal);
  const answered = async () => {
    await bench.act(ticketId, 'agent', { kind: 'sign' });
    await bench.act(ticketId, 'agent', { kind: 'selfHandle' });
    await bench.act(ticketId, 'agent', {
      kind: 'close',
      changes: { answer: '已告知' },
      closeAs: 'selfHandled',
    });
    await bench.act(ticketId, 'agent', { kind: 'reply', text: '已告知诉求人', channel: 'phone' });
  };

  it('is written with the change of the ticket, in the order of its course, and told once', async () => {
    await answered();
    expect(await bench.outgoing()).toMatchObject([
      { kind: 'signed', byWorkNo: '1001', cityNo: 'WH20260612000001' },
      { kind: 'resultSubmitted', reply: '已告知诉求人', channel: 'phone', handling: '' },
    ]);
    await deliver();
    await deliver();
    expect(bench.city.taken().map(({ kind }) => kind)).toEqual(['signed', 'resultSubmitted']);
    expect(bench.city.deliveries()).toBe(2);
    expect((await bench.ledger('out')).map(({ state }) => state)).toEqual(['done', 'done']);
  });

  it('waits while the city is away, longer each time, and comes in order when it is back', async () => {
    await answered();
    bench.city.goAway();
    await deliver();
    await deliver();
    // The second report of a ticket never goes before its first.
    expect(bench.city.deliveries()).toBe(1);
    expect((await bench.ledger('out'))[0]).toMatchObject({
      state: 'waiting',
      tries: 1,
      reason: 'unreachable',
      nextTryAt: bench.clock.now() + waitAfter(1),
    });
    bench.advance(waitAfter(1));
    await deliver();
    expect(bench.city.deliveries()).toBe(2);
    bench.city.comeBack();
    bench.advance(waitAfter(2));
    await deliver();
    expect(bench.city.taken().map(({ kind }) => kind)).toEqual(['signed', 'resultSubmitted']);
  });

  it('that the city refuses is not told again, and does not hold up what comes behind it', async () => {
    await answered();
    bench.city.answerWith({ kind: 'refused', detail: '422' });
    await deliver();
    expect(await bench.ledger('out')).toMatchObject([
      { state: 'refused', reason: 'refusedByCity', detail: '422' },
      { state: 'refused' },
    ]);
  });

  it('waits at most ten minutes between two tries', () => {
    expect([1, 2, 3, 8, 40].map(waitAfter)).toEqual([5000, 10_000, 20_000, 600_000, 600_000]);
  });

  it('that nobody can read any more is no report', () => {
    expect(readReport('{"kind":"later"}')).toBeNull();
    expect(readReport('{')).toBeNull();
  });
});
