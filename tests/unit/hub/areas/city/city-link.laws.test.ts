import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settleWaiting } from '../../../../../src/hub/areas/city/city-link.ts';
import { mainCourse } from '../../../../../src/hub/areas/city/decide-city-message.ts';
import { aCityMessage, aDispatch, openCityBench } from '../../../../support/city-bench.ts';

const cityNos = ['WH1', 'WH2'] as const;
/** The answers that a city gives in one life, in the order in which it said them. */
const answers = fc.array(
  fc.record({
    cityNo: fc.constantFrom(...cityNos),
    kind: fc.constantFrom('rework' as const, 'confirmed' as const, 'rejected' as const),
  }),
  { maxLength: 6 },
);
/** What is done at the desk between two messages. */
const deskTurns = fc.array(fc.constantFrom('sign', 'finish', 'wait'), { maxLength: 12 });

describe('whatever the city sends, in whatever order and however often', () => {
  it('opens one ticket a number, does nothing twice, and lets the newest word count', async () => {
    await fc.assert(
      fc.asyncProperty(
        answers,
        deskTurns,
        fc.array(fc.nat({ max: 1000 }), { minLength: 24, maxLength: 24 }),
        async (said, turns, order) => {
          const bench = await openCityBench();
          const settle = () =>
            settleWaiting({ ...bench.deps, changes: { notify: () => {}, onChange: () => {} } });
          const messages = [
            ...cityNos.map((cityNo) => aDispatch({}, { cityNo })),
            ...said.map(({ cityNo, kind }) =>
              aCityMessage(
                kind === 'confirmed'
                  ? { kind }
                  : kind === 'rework'
                    ? { kind, reason: '重办', dueAt: null }
                    : { kind, reason: '不予确认' },
                { cityNo },
              ),
            ),
          ];
          // Each comes twice, anywhere.
          const coming = [...messages, ...messages]
            .map((message, index) => ({ message, at: order[index % order.length] ?? 0, index }))
            .toSorted((a, b) => a.at - b.at || a.index - b.index);
          for (const { message } of coming) {
            await bench.receive(message);
            await settle();
            for (const cityNo of cityNos) {
              const ticket = await bench.ticketBy(cityNo);
              if (!ticket) continue;
              const turn = turns[(ticket.revision + message.saidAt) % Math.max(1, turns.length)];
              if (turn === 'sign' && ticket.state === 'awaitingSignIn')
                await bench.act(ticket.ticketId, 'agent', { kind: 'sign' });
              if (turn === 'finish' && ticket.state === 'screening') {
                await bench.act(ticket.ticketId, 'lead', {
                  kind: 'notAccept',
                  ground: 'notWater',
                  reason: '非水务',
                  channelTold: '12345',
                });
                await bench.act(ticket.ticketId, 'lead', {
                  kind: 'reply',
                  text: '已告知',
                  channel: 'phone',
                });
              }
              await settle();
            }
          }
          const ledger = await bench.ledger('in');
          // Each message has one row, and each number one ticket.
          expect(ledger).toHaveLength(messages.length);
          const tickets = await Promise.all(cityNos.map((cityNo) => bench.ticketBy(cityNo)));
          expect(new Set(tickets.map((ticket) => ticket?.ticketId)).size).toBe(cityNos.length);
          for (const ticket of tickets) {
            if (!ticket) throw new Error('every number was dispatched');
            const done = ledger.filter(
              ({ ticketId, state, kind, reason }) =>
                ticketId === ticket.ticketId &&
                state === 'done' &&
                reason === null &&
                mainCourse.some((one) => one === kind),
            );
            const steps = ticket.course.filter(({ act }) => act?.startsWith('city'));
            // What is told as done stands in the course, once.
            expect(steps).toHaveLength(done.length);
            // A step never goes back behind what the city has said since.
            const byStep = steps.map(
              ({ eventId }) =>
                done.find(({ exchangeId }) => eventId.startsWith(exchangeId))?.saidAt ?? -1,
            );
            expect(byStep).toEqual(byStep.toSorted((a, b) => a - b));
          }
          // Nothing waits that could go on.
          expect(await bench.store.exchanges.movable()).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});
