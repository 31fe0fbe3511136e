import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createReplica } from '../../../../../src/main/areas/hub-link/replica.ts';
import { AppError } from '../../../../../src/shared/app-error.ts';
import type { FillPart } from '../../../../../src/shared/contract/replica/hub.ts';
import type { Change } from '../../../../../src/shared/contract/replica/schemas.ts';
import type { Filling } from '../../../../../src/shared/domain/desk/desk-state.ts';
import { keptReplicaFill, keptReplicaSeq } from '../../../../../src/shared/kept/desk-facts.ts';
import { aTicket } from '../../../../support/hub-values.ts';
import { silentLogger } from '../../../../support/silent-logger.ts';

type Deps = Parameters<typeof createReplica>[0];

interface Asked {
  readonly part: FillPart;
  readonly before?: number;
}

const changeAt = (seq: number): Change => ({
  seq,
  entity: 'ticket',
  body: aTicket(randomUUID(), `SW20260612-${seq}`),
});

/** A hub of seven tickets, of which 2 and 6 are open, and a desk of which the disk outlives the process. */
function createOffice() {
  const texts = new Map<string, string>();
  const asked: string[] = [];
  const written: number[] = [];
  const fillings: (Filling | undefined)[] = [];
  let feed = [1, 2, 3, 4, 5, 6, 7].map(changeAt);
  let audience = 'agent:1001';
  let answersLeft = Infinity;
  let moment = 0;
  let becameWhole = 0;
  let openHere: number[] | null = null;
  const answer = () => {
    if (answersLeft <= 0) throw new AppError('hub.unreachable');
    answersLeft -= 1;
  };
  const newest = () => feed.at(-1)?.seq ?? 0;
  const hub = {
    changes: {
      async fill({ part, before = Infinity }: Asked) {
        asked.push(`${part} ${before}`);
        answer();
        const ofPart = {
          matters: [],
          open: feed.filter(({ seq }) => seq === 2 || seq === 6),
          tickets: feed,
        }[part];
        const below = ofPart.filter(({ seq }) => seq < before).toReversed();
        const changes = below.slice(0, 2);
        const next = below.length > 2 ? (changes.at(-1)?.seq ?? null) : null;
        const total = before === Infinity ? { total: ofPart.length } : {};
        return { changes, next, read: changes.length, newest: newest(), audience, ...total };
      },
      async pull({ since }: { readonly since: number }) {
        asked.push(`pull ${since}`);
        answer();
        const changes = feed.filter(({ seq }) => seq > since);
        return { changes, next: newest(), more: false, audience };
      },
      async restricted() {
        asked.push('restricted');
        return { changes: [], next: null, audience };
      },
    },
  };
  const start = () => {
    const stop = new AbortController();
    const replica = createReplica({
      link: {
        contract: () => 3,
        call: (ask: (hub: object) => Promise<unknown>) => ask(hub),
        watchChanges: async () => {
          becameWhole += 1;
          stop.abort();
          return [];
        },
      } as unknown as Deps['link'],
      store: {
        meta: {
          getMeta: async (key) => texts.get(key) ?? null,
          setMeta: async (key, value) => void texts.set(key, value),
        },
        tickets: {
          forgetTickets: async () => [],
          applyHubTickets: async (tickets) =>
            void written.push(...tickets.map(({ ticketNo }) => Number(ticketNo.split('-')[1]))),
        },
        knowledge: { applyKnowledge: async () => undefined },
        office: { applyOfficeRules: async () => undefined },
        incidents: { applyIncidents: async () => undefined },
      },
      clock: { now: () => 7, monotonicMs: () => (moment += 10_000) },
      timers: { wait: async () => stop.abort(), after: () => () => undefined },
      random: () => 0,
      logger: silentLogger,
      isSignedIn: () => true,
      onTicket: () => undefined,
      onForgotten: () => undefined,
      onOfficeRules: () => undefined,
      onIncidents: () => undefined,
      onFilling: (filling) => void fillings.push(filling),
      onOpenHere: () => (openHere = [...written]),
      onCurrent: () => undefined,
    });
    return replica.run(stop.signal);
  };
  return {
    asked,
    written,
    fillings,
    texts,
    start,
    openHere: () => openHere,
    isWhole: () => becameWhole > 0,
    cutAfter: (answers: number) => (answersLeft = answers),
    changes: (seq: number) => (feed = [...feed.filter((one) => one.seq !== seq), changeAt(8)]),
    sitsDown: (who: string) => (audience = who),
    goesBackTo: (seq: number) => (feed = feed.filter((one) => one.seq <= seq)),
    kept: () => ({
      seq: keptReplicaSeq.read(texts.get(keptReplicaSeq.key) ?? null),
      fill: keptReplicaFill.read(texts.get(keptReplicaFill.key) ?? null),
    }),
  };
}

describe('an empty copy', () => {
  let office: ReturnType<typeof createOffice>;
  beforeEach(() => {
    office = createOffice();
  });

  it('is filled with the open tickets first, then with all, the newest first, and says how far it is', async () => {
    await office.start();
    expect(office.written).toEqual([6, 2, 7, 6, 5, 4, 3, 2, 1]);
    expect(office.openHere()).toEqual([6, 2]);
    expect(office.fillings).toEqual([
      { part: 'open', done: 0, total: null },
      { part: 'tickets', done: 0, total: null },
      { part: 'tickets', done: 2, total: 7 },
      { part: 'tickets', done: 4, total: 7 },
      { part: 'tickets', done: 6, total: 7 },
      undefined,
    ]);
    expect([office.isWhole(), office.kept()]).toEqual([true, { seq: 7, fill: null }]);
  });

  it('goes on where it was cut off, in another process, and is nothing whole before', async () => {
    // The first question, matters, open ones, two pages of all.
    office.cutAfter(5);
    await office.start();
    expect(office.isWhole()).toBe(false);
    // A program of before would read all of it.
    expect(office.kept()).toMatchObject({ seq: 0, fill: { part: 'tickets', before: 4 } });
    office.cutAfter(Infinity);
    office.asked.splice(0);
    await office.start();
    expect(office.fillings.at(-2)).toEqual({ part: 'tickets', done: 6, total: 7 });
    expect(office.asked.slice(0, 2)).toEqual(['pull 0', 'tickets 4']);
    expect(office.written).toEqual([6, 2, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('takes what changes meanwhile between two pages', async () => {
    office.cutAfter(4);
    await office.start();
    office.changes(3);
    office.cutAfter(Infinity);
    await office.start();
    expect(office.written).toEqual([6, 2, 7, 6, 5, 4, 8, 2, 1]);
    expect([office.isWhole(), office.kept().seq]).toEqual([true, 8]);
  });

  it('takes a page that was cut for somebody else a second time, once that person’s part is there', async () => {
    office.cutAfter(4);
    await office.start();
    office.sitsDown('lead:2001');
    office.cutAfter(Infinity);
    office.asked.splice(0);
    await office.start();
    expect(office.asked.slice(0, 4)).toEqual(['pull 0', 'tickets 6', 'restricted', 'tickets 6']);
    expect(office.written).toEqual([6, 2, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('is begun anew from a hub that was put back to an older day', async () => {
    office.cutAfter(5);
    await office.start();
    office.goesBackTo(6);
    office.cutAfter(Infinity);
    office.asked.splice(0);
    await office.start();
    expect(office.asked.slice(0, 3)).toEqual(['pull 0', 'tickets 4', 'matters Infinity']);
    expect(office.kept()).toEqual({ seq: 6, fill: null });
  });
});
