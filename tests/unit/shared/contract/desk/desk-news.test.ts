import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DeskNews,
  eventsOf,
  newsOf,
} from '../../../../../src/shared/contract/desk/desk-news.ts';
import type { DeskEvent } from '../../../../../src/shared/contract/desk/schemas.ts';
import type { DeskState } from '../../../../../src/shared/domain/desk/desk-state.ts';
import { keepEqual } from '../../../../../src/shared/keep-equal.ts';
import { anyDesk } from '../../../../support/any-desk.ts';
import { aDeskState } from '../../../../support/desk/desk-samples.ts';

async function* each<T>(items: readonly T[]): AsyncGenerator<T, void> {
  yield* items;
}
async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
const sent = (news: readonly DeskNews[]) => JSON.parse(JSON.stringify(news)) as DeskNews[];
const asState = (state: DeskState): DeskEvent => ({ kind: 'state', state });

describe('events on their way to a page', () => {
  it('come out as they went in, whatever changes, appears and goes', async () => {
    const aDesk = fc
      .tuple(anyDesk, fc.option(fc.nat(9)), fc.boolean(), fc.boolean())
      .map(([desk, leads, isTold, hasTeam]) => ({
        ...desk,
        ...(leads === null ? {} : { leads }),
        ...(isTold ? { told: [] } : { told: undefined }),
        ...(hasTeam ? { team: null } : {}),
      }));
    const anEvent = fc.oneof(
      aDesk.map(asState),
      fc.constant<DeskEvent>({ kind: 'callsChanged' }),
      fc.nat().map((id): DeskEvent => ({ kind: 'ticketChanged', ticketId: String(id) })),
    );
    await fc.assert(
      fc.asyncProperty(aDesk, fc.array(anEvent, { maxLength: 8 }), async (first, rest) => {
        const events = kept([asState(first), ...rest]);
        const news = await all(newsOf(each(events)));
        expect(await all(eventsOf(each(sent(news))))).toEqual(events);
      }),
    );
  });

  it('carry what says something else, and the rest stays the same object', async () => {
    const before = { ...aDeskState(), leads: 1 };
    const { leads: _leads, ...rest } = before;
    const after = { ...rest, phoneConnected: !before.phoneConnected, sync: { ...before.sync } };
    const news = await all(newsOf(each([asState(before), asState(keepEqual(before, after))])));
    expect(news[1]).toEqual({
      kind: 'changed',
      changed: { phoneConnected: after.phoneConnected },
      gone: ['leads'],
    });
    const states = (await all(eventsOf(each(news)))).flatMap((event) =>
      event.kind === 'state' ? [event.state] : [],
    );
    expect(states[1]?.phone).toBe(states[0]?.phone);
    expect(states[1]?.leads).toBeUndefined();
  });

  it('a change of a state that was never told is a fault', async () => {
    const lost: DeskNews = { kind: 'changed', changed: { missed: [] }, gone: [] };
    await expect(all(eventsOf(each([lost])))).rejects.toThrow('whole state');
  });
});

/** As the host makes them: a state has the objects of the one before wherever both say the same. */
function kept(events: readonly DeskEvent[]): DeskEvent[] {
  let known: DeskState | null = null;
  return events.map((event) => {
    if (event.kind !== 'state') return event;
    known = known === null ? event.state : keepEqual(known, event.state);
    return asState(known);
  });
}
