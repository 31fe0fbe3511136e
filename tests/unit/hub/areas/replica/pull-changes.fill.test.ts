import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { fillPage } from '../../../../../src/hub/areas/replica/pull-changes.ts';
import { openStore } from '../../../../../src/hub/open-store.ts';
import type { HubStore } from '../../../../../src/hub/storage/hub-store.ts';
import type { FillPart } from '../../../../../src/shared/contract/replica/hub.ts';
import { aKnowledgeEntry, aTicket } from '../../../../support/hub-values.ts';

let store: HubStore;
let numbers: string[];
beforeEach(async () => {
  const opened = await openStore(':memory:');
  onTestFinished(() => opened.close());
  store = opened;
  numbers = [];
  for (let at = 1; at <= 7; at += 1) await put(at, at === 2 || at === 6 ? 'screening' : 'archived');
  const entry = aKnowledgeEntry();
  await store.knowledge.add(entry);
  await store.feed.append('knowledge', entry.entryId);
});

const idOf = (at: number) => `00000000-0000-4000-8000-00000000000${at}`;

async function put(at: number, state: 'screening' | 'archived'): Promise<void> {
  const ticket = { ...aTicket(idOf(at), `SW20260612-${at}`), state };
  await store.tickets.put(ticket);
  await store.feed.append('ticket', ticket.ticketId);
}

/** Reads a part to its end; `between` is done after each page. */
async function readAll(part: FillPart, between: () => Promise<void> = async () => undefined) {
  const totals: number[] = [];
  let before: number | undefined;
  let newest = 0;
  do {
    const page = await fillPage(store, { part, before, limit: 2 });
    numbers.push(
      ...page.changes.map(({ entity, body }) =>
        entity === 'ticket' && 'ticketNo' in body ? body.ticketNo.slice(11) : entity,
      ),
    );
    if (page.total !== undefined) totals.push(page.total);
    before = page.next ?? undefined;
    newest ||= page.newest;
    await between();
  } while (before !== undefined);
  return { totals, newest };
}

it.each([
  ['matters', ['knowledge'], 1],
  ['open', ['6', '2'], 2],
  ['tickets', ['7', '6', '5', '4', '3', '2', '1'], 7],
] as const)(
  'gives of %s the newest first, and says once how many there are',
  async (part, expected, total) => {
    const { totals } = await readAll(part);
    expect(numbers).toEqual(expected);
    expect(totals).toEqual([total]);
  },
);

it('misses nothing while tickets change: what is not in its pages has moved above where it began', async () => {
  let next = 1;
  const { newest } = await readAll('tickets', async () => {
    await put(next, 'archived');
    next += 1;
  });
  const later = await store.feed.read(newest, 100);
  const told = new Set([
    ...numbers.map((number) => idOf(Number(number))),
    ...later.map((row) => row.entityId),
  ]);
  expect(told.size).toBe(7);
  expect(numbers.length).toBeLessThan(7);
});
