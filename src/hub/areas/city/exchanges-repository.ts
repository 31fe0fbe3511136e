import type { ExpressionBuilder, Generated, Insertable, Selectable } from 'kysely';
import { z } from 'zod';
import { exchangeFileSchema } from '../../../shared/contract/city/schemas.ts';
import {
  type ExchangeDirection,
  type ExchangeFile,
  type ExchangeState,
  type ExchangeSystem,
  isWrong,
} from '../../../shared/domain/city/city-exchange.ts';
import type { Exchange, ExchangeMove, NewExchange } from '../../../shared/domain/city/exchange.ts';
import type { HubDatabase } from '../../storage/hub-store.ts';

/** The ledger of one system; `get` and `move` go by our own ids, whosever they are. */
export interface ExchangeLedger {
  /** Throws for a message that is there already. */
  add(exchange: NewExchange): Promise<void>;
  find(direction: ExchangeDirection, messageId: string): Promise<Exchange | null>;
  get(exchangeId: string): Promise<Exchange | null>;
  move(exchangeId: string, change: ExchangeMove): Promise<void>;
  /** The ticket that a dispatch with this city number has opened. */
  ticketOf(cityNo: string): Promise<string | null>;
  /** The other side's numbers of what has opened this ticket or has joined it, oldest first. */
  numbersOf(ticketId: string): Promise<readonly string[]>;
  /** Waiting messages of this city number belong to this ticket. */
  bind(cityNo: string, ticketId: string): Promise<void>;
  /** Where the last message that came stood with the city; `null` = none came yet. */
  newestPlace(): Promise<string | null>;
  /** The city's newest word on a ticket that was carried out, of the kinds given; `null` = none. */
  newestSaid(ticketId: string, kinds: readonly string[]): Promise<number | null>;
  /** Waiting messages whose ticket has changed since they were tried, and those that somebody wants to be tried (`nextTryAt`), oldest first. */
  movable(): Promise<readonly Exchange[]>;
  /** What came in and was not carried out: waiting and unreadable, oldest first. */
  notCarriedOut(): Promise<readonly Exchange[]>;
  /** What is to be sent by now; of each ticket only the oldest. */
  dueOut(now: number, limit: number): Promise<readonly Exchange[]>;
}

/** The ledger of all systems. Used without `of` it is the city platform's. */
export interface ExchangesRepository extends ExchangeLedger {
  of(system: ExchangeSystem): ExchangeLedger;
  /** Lines of every system that need somebody (`ExchangeFilter.needsSomebody`): how many, and since when the oldest. */
  troubles(): Promise<{ readonly count: number; readonly since: number | null }>;
  /** `null` takes it back. */
  settle(exchangeId: string, at: number | null): Promise<void>;
  /** Of every system, newest first. */
  list(filter: ExchangeFilter): Promise<readonly Exchange[]>;
}

export interface ExchangeFilter {
  /** Refused, unreadable, in the wrong order, or tried in vain for a while, and nobody has looked after it. */
  readonly needsSomebody?: boolean | undefined;
  /** `[]` = all. */
  readonly states: readonly ExchangeState[];
  /** Absent = all. */
  readonly system?: ExchangeSystem | undefined;
  readonly direction: ExchangeDirection | null;
  readonly ticketId: string | null;
  readonly cityNo: string | null;
  /** `seq` of the last line of the page before; `null` = from the newest. */
  readonly before: number | null;
  readonly limit: number;
}

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly exchanges: ExchangesRepository;
  }
}

export function createExchangesRepository(hub: HubDatabase): ExchangesRepository {
  const db = hub.withTables<ExchangeTables>();
  return {
    ...createLedger(hub, 'city'),
    of: (system) => createLedger(hub, system),
    async troubles() {
      const row = await db
        .selectFrom('city_exchanges')
        .select((of) => [
          of.fn.countAll<number | string>().as('count'),
          of.fn.min('at').as('since'),
        ])
        .where(needsSomebody)
        .executeTakeFirstOrThrow();
      return { count: Number(row.count), since: row.since };
    },
    async settle(exchangeId, at) {
      await db
        .updateTable('city_exchanges')
        .set({ settled_at: at })
        .where('exchange_id', '=', exchangeId)
        .execute();
    },
    async list({ needsSomebody: isNeeded, states, system, direction, ticketId, ...rest }) {
      const { cityNo, before, limit } = rest;
      const rows = await db
        .selectFrom('city_exchanges')
        .selectAll()
        .$if(isNeeded === true, (query) => query.where(needsSomebody))
        .$if(system !== undefined, (query) => query.where('system', '=', system ?? 'city'))
        .$if(states.length > 0, (query) => query.where('state', 'in', states))
        .$if(direction !== null, (query) => query.where('direction', '=', direction ?? 'in'))
        .$if(ticketId !== null, (query) => query.where('ticket_id', '=', ticketId))
        .$if(cityNo !== null, (query) => query.where('city_no', '=', cityNo))
        .$if(before !== null, (query) => query.where('seq', '<', before ?? 0))
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },
  };
}

function createLedger(hub: HubDatabase, system: ExchangeSystem): ExchangeLedger {
  const db = hub.withTables<ExchangeTables>();
  const everyone = db.selectFrom('city_exchanges').selectAll('city_exchanges');
  const all = everyone.where('system', '=', system);
  /** What has opened tickets, or has joined one, oldest first. */
  const opening = all
    .where('direction', '=', 'in')
    .where('kind', '=', 'dispatch')
    .where('state', '=', 'done')
    .orderBy('seq');
  return {
    async add(exchange) {
      await db.insertInto('city_exchanges').values(toRow(system, exchange)).execute();
    },
    async find(direction, messageId) {
      const row = await all
        .where('direction', '=', direction)
        .where('message_id', '=', keptId(system, messageId))
        .executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    async get(exchangeId) {
      const row = await everyone.where('exchange_id', '=', exchangeId).executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    async move(exchangeId, change) {
      const { state, tries, changedAt, kind, cityNo, ticketId, ...rest } = change;
      const { nextTryAt, reason, detail, saidAt, seenRevision, files } = rest;
      // What is absent stays: SQL is told only what was given.
      const given = Object.entries({
        kind,
        city_no: cityNo,
        ticket_id: ticketId,
        next_try_at: nextTryAt,
        reason,
        detail,
        said_at: saidAt,
        seen_revision: seenRevision,
        ...(files && filesToRow(files)),
      }).filter(([, value]) => value !== undefined);
      await db
        .updateTable('city_exchanges')
        .set({ state, tries, changed_at: changedAt, ...Object.fromEntries(given) })
        .where('exchange_id', '=', exchangeId)
        .execute();
    },
    async ticketOf(cityNo) {
      const known = opening.where('city_no', '=', cityNo).where('ticket_id', 'is not', null);
      const row = await known.executeTakeFirst();
      return row?.ticket_id ?? null;
    },
    async numbersOf(ticketId) {
      const rows = await opening.where('ticket_id', '=', ticketId).execute();
      return [...new Set(rows.flatMap(({ city_no }) => city_no ?? []))];
    },
    async bind(cityNo, ticketId) {
      await db
        .updateTable('city_exchanges')
        .set({ ticket_id: ticketId })
        .where('system', '=', system)
        .where('city_no', '=', cityNo)
        .where('direction', '=', 'in')
        .where('ticket_id', 'is', null)
        .execute();
    },
    async newestPlace() {
      const row = await db
        .selectFrom('city_exchanges')
        .select('place')
        .where('system', '=', system)
        .where('direction', '=', 'in')
        .where('place', 'is not', null)
        .orderBy('seq', 'desc')
        .executeTakeFirst();
      return row?.place ?? null;
    },
    async newestSaid(ticketId, kinds) {
      const row = await db
        .selectFrom('city_exchanges')
        .select((of) => of.fn.max('said_at').as('said_at'))
        .where('system', '=', system)
        .where('ticket_id', '=', ticketId)
        .where('direction', '=', 'in')
        .where('state', '=', 'done')
        // Of those that changed something.
        .where('reason', 'is', null)
        .where('kind', 'in', kinds)
        .executeTakeFirst();
      return row?.said_at ?? null;
    },
    async movable() {
      const rows = await all
        .leftJoin('tickets', 'tickets.ticket_id', 'city_exchanges.ticket_id')
        .where('direction', '=', 'in')
        .where('state', '=', 'waiting')
        .where((of) =>
          of.or([
            of('next_try_at', 'is not', null),
            of.and([
              of('tickets.ticket_id', 'is not', null),
              of.or([
                of('seen_revision', 'is', null),
                of('tickets.revision', '>', of.ref('seen_revision')),
              ]),
            ]),
          ]),
        )
        .orderBy('seq')
        .execute();
      return rows.map(fromRow);
    },
    async notCarriedOut() {
      const rows = await all
        .where('direction', '=', 'in')
        .where('state', 'in', ['waiting', 'unreadable'])
        .orderBy('seq')
        .execute();
      return rows.map(fromRow);
    },
    async dueOut(now, limit) {
      const rows = await all
        .where('direction', '=', 'out')
        .where('state', '=', 'waiting')
        .where((of) => of.or([of('next_try_at', 'is', null), of('next_try_at', '<=', now)]))
        .where((of) =>
          of.not(
            of.exists(
              of
                .selectFrom('city_exchanges as earlier')
                .select('earlier.seq')
                .whereRef('earlier.system', '=', 'city_exchanges.system')
                .where('earlier.direction', '=', 'out')
                .where('earlier.state', '=', 'waiting')
                .whereRef('earlier.ticket_id', '=', 'city_exchanges.ticket_id')
                .whereRef('earlier.seq', '<', 'city_exchanges.seq'),
            ),
          ),
        )
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },
  };
}

/** Delivered in vain so often that it is no hiccup any more. */
const manyTries = 3;

function needsSomebody(of: ExpressionBuilder<ExchangeTables, 'city_exchanges'>) {
  return of.and([
    of('settled_at', 'is', null),
    of.or([
      of('state', 'in', ['refused', 'unreadable']),
      of('files_wrong', '=', 1),
      of.and([
        of('state', '=', 'waiting'),
        of('reason', 'is not', null),
        of.or([of('direction', '=', 'in'), of('tries', '>=', manyTries)]),
      ]),
    ]),
  ]);
}

/** The table of the ledger. */
type ExchangeTables = {
  city_exchanges: {
    seq: Generated<number>;
    exchange_id: string;
    system: ExchangeSystem;
    direction: ExchangeDirection;
    message_id: string;
    kind: string;
    city_no: string | null;
    ticket_id: string | null;
    place: string | null;
    raw: string;
    state: ExchangeState;
    tries: number;
    next_try_at: number | null;
    reason: string | null;
    detail: string | null;
    said_at: number | null;
    seen_revision: number | null;
    at: number;
    changed_at: number;
    settled_at: number | null;
    files: string | null;
    files_wrong: Generated<number>;
  };
  tickets: { ticket_id: string; revision: number };
};

/**
 * The table lets each id stand once for each direction, and was made when there was one system: those of the others bear its name
 * in front.
 */
function keptId(system: ExchangeSystem, messageId: string): string {
  return system === 'city' ? messageId : `${system}/${messageId}`;
}

/** As the table keeps it. */
function toRow(
  system: ExchangeSystem,
  exchange: NewExchange,
): Insertable<ExchangeTables['city_exchanges']> {
  return {
    exchange_id: exchange.exchangeId,
    system,
    direction: exchange.direction,
    message_id: keptId(system, exchange.messageId),
    kind: exchange.kind,
    city_no: exchange.cityNo,
    ticket_id: exchange.ticketId,
    place: exchange.place,
    raw: exchange.raw,
    state: exchange.state,
    tries: exchange.tries,
    next_try_at: exchange.nextTryAt,
    reason: exchange.reason,
    detail: exchange.detail,
    said_at: exchange.saidAt,
    seen_revision: exchange.seenRevision,
    at: exchange.at,
    changed_at: exchange.at,
    ...filesToRow(exchange.files ?? []),
  };
}

/** As it is listed. */
function fromRow(row: Selectable<ExchangeTables['city_exchanges']>): Exchange {
  return {
    seq: row.seq,
    exchangeId: row.exchange_id,
    system: row.system,
    direction: row.direction,
    messageId: row.message_id.slice(keptId(row.system, '').length),
    kind: row.kind,
    cityNo: row.city_no,
    ticketId: row.ticket_id,
    place: row.place,
    raw: row.raw,
    state: row.state,
    tries: row.tries,
    nextTryAt: row.next_try_at,
    reason: row.reason,
    detail: row.detail,
    saidAt: row.said_at,
    seenRevision: row.seen_revision,
    at: row.at,
    changedAt: row.changed_at,
    settledAt: row.settled_at,
    files: row.files === null ? [] : filesFromRow(row.files),
  };
}

/** With whether one of them needs somebody. */
function filesToRow(files: readonly ExchangeFile[]) {
  return {
    files: files.length === 0 ? null : JSON.stringify(files),
    files_wrong: isWrong(files) ? 1 : 0,
  };
}

const filesSchema = z.array(exchangeFileSchema);

function filesFromRow(files: string): readonly ExchangeFile[] {
  return filesSchema.parse(JSON.parse(files));
}
