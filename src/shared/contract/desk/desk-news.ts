import { assert } from '../../assert.ts';
import type { DeskState } from '../../domain/desk/desk-state.ts';
import type { DeskEvent } from './schemas.ts';

/**
 * How events travel to a page: the state whole at first, then the fields of it that say something else. On a night with a hundred
 * missed calls the state is 50 kB, and a call that rings changes four of them.
 */
export type DeskNews = DeskEvent | Changed;

interface Changed {
  readonly kind: 'changed';
  readonly changed: Partial<DeskState>;
  /** Fields that are there no more. */
  readonly gone: readonly string[];
}

/** `events` as they travel. Fields are compared as objects: whoever makes the states keeps what says the same (`keepEqual`). */
export async function* newsOf(events: AsyncIterable<DeskEvent>): AsyncGenerator<DeskNews, void> {
  let told: DeskState | null = null;
  for await (const event of events) {
    if (event.kind !== 'state') yield event;
    else {
      yield told === null ? event : changeOf(told, event.state);
      told = event.state;
    }
  }
}

function changeOf(before: DeskState, after: DeskState): DeskNews {
  const isThere = ([, value]: readonly [string, unknown]) => value !== undefined;
  const fields: ReadonlyMap<string, unknown> = new Map(Object.entries(after).filter(isThere));
  const known: ReadonlyMap<string, unknown> = new Map(Object.entries(before).filter(isThere));
  const changed = [...fields].filter(([name, value]) => value !== known.get(name));
  const gone = [...known.keys()].filter((name) => !fields.has(name));
  return { kind: 'changed', changed: Object.fromEntries(changed), gone };
}

/** The way back: each state whole again, with what has not changed as the same objects. */
export async function* eventsOf(news: AsyncIterable<DeskNews>): AsyncGenerator<DeskEvent, void> {
  let known: DeskState | null = null;
  for await (const one of news) {
    const event: DeskEvent = one.kind === 'changed' ? stateOf(known, one) : one;
    if (event.kind === 'state') known = event.state;
    yield event;
  }
}

function stateOf(known: DeskState | null, { changed, gone }: Changed): DeskEvent {
  assert(known !== null, 'the whole state comes before its changes');
  const noMore = Object.fromEntries(gone.map((name) => [name, undefined]));
  return { kind: 'state', state: { ...known, ...changed, ...noMore } };
}
