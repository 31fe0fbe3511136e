import { type ExpressionBuilder, type RawBuilder, type Kysely, sql, type SqlBool } from 'kysely';
import type { CallListFilter } from '../../../shared/contract/calls/schemas.ts';
import { callRecordSchema } from '../../../shared/contract/calls/schemas.ts';
import type { CallRecord } from '../../../shared/domain/calls/call.ts';
import type { Reader } from '../../../shared/domain/tickets/ticket-audience.ts';
import { readNumberSearch } from '../../../shared/numbers/phone-number.ts';
import type { RecordingTables } from '../recordings/recordings-repository.ts';
import type { TicketTables } from '../tickets/tickets-repository.ts';
import type { HubDatabase } from '../../storage/hub-store.ts';
import { complainsAbout, restrictedTickets } from '../../storage/restricted-tickets.ts';
import { parseBodies, parseBody } from '../../storage/parse-body.ts';

export interface StoredCall {
  readonly call: CallRecord;
  readonly deskId: string;
  /** Where it stands in lists, if that is not when it began. */
  readonly listedAt?: number | undefined;
  /** When the hub got it first, if it does not believe its times; absent = it does. */
  readonly doubtedAt?: number | undefined;
}

/** A call of a list, with when the hub got it if it doubts its times. */
export type ListedCall = Pick<StoredCall, 'call' | 'doubtedAt'>;

/** That a ticket hangs on a call. */
export interface TicketOfCall {
  readonly callId: string;
  readonly ticketId: string;
  readonly ticketNo: string;
}

/** Call records and the tickets they belong to. */
export interface CallsRepository {
  get(callId: string): Promise<StoredCall | null>;
  put(call: StoredCall): Promise<void>;
  linkTickets(callId: string, ticketIds: readonly string[]): Promise<void>;
  /**
   * Calls that fit the filter, newest first, and how many there are in all: without those in which a colleague was told a complaint
   * about the reader, and found by no ticket that the reader may not read.
   */
  query(
    filter: CallListFilter,
    reader: Reader,
  ): Promise<{ calls: readonly ListedCall[]; total: number }>;
  /** Calls that hang on a ticket, oldest first. */
  ofTicket(ticketId: string): Promise<readonly ListedCall[]>;
  /** Of these numbers, by their keys, those that some desk has spoken with: a call of theirs was answered after `after`. */
  reached(
    numbers: readonly { readonly key: string; readonly after: number }[],
  ): Promise<readonly string[]>;
  /** The tickets that hang on each of these calls, by their numbers. */
  ticketsOf(callIds: readonly string[]): Promise<readonly TicketOfCall[]>;
}

/** Lists of calls are searched by their tickets and recordings. */
type Tables = CallTables & TicketTables & RecordingTables;

type CallTables = {
  calls: {
    call_id: string;
    desk_id: string;
    agent_work_no: string;
    direction: string;
    started_at: number;
    /** When the hub got it, if it does not believe the times it tells; `started_at` is then this too. */
    doubted_at: number | null;
    search_text: string;
    body: string;
  };
  call_tickets: { call_id: string; ticket_id: string };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly calls: CallsRepository;
  }
}

export function createCallsRepository(hub: HubDatabase): CallsRepository {
  const db = hub.withTables<Tables>();
  return {
    async get(callId) {
      const row = await db
        .selectFrom('calls')
        .select(['body', 'desk_id', 'started_at', 'doubted_at'])
        .where('call_id', '=', callId)
        .executeTakeFirst();
      if (!row) return null;
      const call = parseBody(callRecordSchema, row.body);
      return {
        call,
        deskId: row.desk_id,
        ...(row.started_at === call.startedAt ? {} : { listedAt: row.started_at }),
        ...doubtOf(row),
      };
    },
    async put({ call, deskId, listedAt, doubtedAt }) {
      const { raw, key, display } = call.number;
      const values = {
        agent_work_no: call.agentWorkNo,
        direction: call.direction,
        started_at: listedAt ?? call.startedAt,
        doubted_at: doubtedAt ?? null,
        search_text: [raw, key ?? '', display].join(' '),
        body: JSON.stringify(call),
      };
      await db
        .insertInto('calls')
        .values({ call_id: call.callId, desk_id: deskId, ...values })
        .onConflict((conflict) =>
          conflict.column('call_id').doUpdateSet({ desk_id: deskId, ...values }),
        )
        .execute();
    },
    async linkTickets(callId, ticketIds) {
      if (ticketIds.length === 0) return;
      await db
        .insertInto('call_tickets')
        .values(ticketIds.map((ticketId) => ({ call_id: callId, ticket_id: ticketId })))
        .onConflict((conflict) => conflict.columns(['call_id', 'ticket_id']).doNothing())
        .execute();
    },
    async ofTicket(ticketId) {
      const rows = await db
        .selectFrom('call_tickets')
        .innerJoin('calls', 'calls.call_id', 'call_tickets.call_id')
        .select(['calls.body', 'calls.doubted_at'])
        .where('call_tickets.ticket_id', '=', ticketId)
        .orderBy('calls.started_at')
        .orderBy('calls.call_id')
        .limit(mostOfTicket)
        .execute();
      return rows.flatMap(listed);
    },
    reached: (numbers) => reached(db, numbers),
    query: (filter, reader) => query(db, filter, reader),
    ticketsOf: (callIds) => ticketsOf(db, callIds),
  };
}

/** More calls than any citizen makes about one matter. */
const mostOfTicket = 200;
/** A ring that began before the missed one may have been answered after it. */
const longestRingMs = 600_000;

async function reached(
  db: Kysely<Tables>,
  numbers: readonly { readonly key: string; readonly after: number }[],
): Promise<readonly string[]> {
  if (numbers.length === 0) return [];
  const key = sql<string>`json_extract(calls.body, '$.number.key')`;
  const answeredAt = sql<number>`json_extract(calls.body, '$.answeredAt')`;
  const rows = await db
    .selectFrom('calls')
    .select([key.as('key'), sql<number>`max(${answeredAt})`.as('answered_at')])
    .where('started_at', '>=', Math.min(...numbers.map(({ after }) => after)) - longestRingMs)
    .where(
      key,
      'in',
      numbers.map((number) => number.key),
    )
    .groupBy(key)
    .execute();
  const last = new Map(rows.map((row) => [row.key, row.answered_at]));
  return numbers
    .filter((number) => (last.get(number.key) ?? 0) > number.after)
    .map((number) => number.key);
}

function listed(row: { readonly body: string; readonly doubted_at?: number | null }): ListedCall[] {
  return parseBodies(callRecordSchema, [row.body]).map((call) => ({ call, ...doubtOf(row) }));
}

async function query(
  db: Kysely<Tables>,
  filter: CallListFilter,
  reader: Reader,
): Promise<{ calls: readonly ListedCall[]; total: number }> {
  const matching = db
    .selectFrom('calls')
    .where((where) => where.and(conditions(where, filter, reader)));
  const rows = await matching
    .select(['body', 'doubted_at'])
    .orderBy('started_at', 'desc')
    .orderBy('call_id')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
  const { total } = await matching
    .select((select) => select.fn.countAll<number | string>().as('total'))
    .executeTakeFirstOrThrow();
  const calls = rows.flatMap(listed);
  // Some engines give a count as text: it may be longer than a number.
  return { calls, total: Number(total) };
}

function doubtOf(row: { readonly doubted_at?: number | null }): Pick<StoredCall, 'doubtedAt'> {
  return row.doubted_at ? { doubtedAt: row.doubted_at } : {};
}

type Where = ExpressionBuilder<Tables, 'calls'>;

function conditions(where: Where, filter: CallListFilter, reader: Reader) {
  const { from, to, agentWorkNo, direction, recordingStates, endReasons = [] } = filter;
  const text = filter.text.trim();
  return [
    notAboutReader(where, reader),
    ...(from === null ? [] : [where('started_at', '>=', from)]),
    ...(to === null ? [] : [where('started_at', '<', to)]),
    ...(agentWorkNo === null ? [] : [where('calls.agent_work_no', '=', agentWorkNo)]),
    ...(direction === null ? [] : [where('direction', '=', direction)]),
    ...(endReasons.length === 0 ? [] : [sql<SqlBool>`${endReason} in (${sql.join(endReasons)})`]),
    ...(filter.answered === undefined ? [] : [isPresent('answeredAt', filter.answered)]),
    ...(filter.recorded === undefined ? [] : [isPresent('recordingId', filter.recorded)]),
    ...(filter.owed ? [owesItsResult] : []),
    ...(recordingStates.length === 0 ? [] : [hasRecording(where, recordingStates)]),
    ...(text === '' ? [] : [mentions(where, text, reader)]),
  ];
}

/** Fields of the record as it was sent. */
const endReason = sql`json_extract(calls.body, '$.endReason')`;

function isPresent(field: 'answeredAt' | 'recordingId', wanted: boolean) {
  const value = sql`json_extract(calls.body, ${`$.${field}`})`;
  return wanted ? sql<SqlBool>`${value} is not null` : sql<SqlBool>`${value} is null`;
}

/** As `owesResult` says. A result that is absent was never asked for; one that is `null` was. */
const owesItsResult = sql<SqlBool>`(json_type(calls.body, '$.result') = 'null'
  and json_extract(calls.body, '$.answeredAt') is not null
  and json_extract(calls.body, '$.endedAt') is not null
  and json_extract(calls.body, '$.servesCallId') is null)`;

/** One in which something was found missing or changed counts as damaged, too, wherever it is on its way. */
function hasRecording(where: Where, states: readonly string[]) {
  const flawed = sql<SqlBool>`(recordings.found_damaged_at is not null or exists (
    select 1 from segments where segments.recording_id = recordings.recording_id and segments.flaws <> '[]'))`;
  return where.exists(
    where
      .selectFrom('recordings')
      .select('recordings.recording_id')
      .whereRef('recordings.call_id', '=', 'calls.call_id')
      .where((recording) =>
        recording.or([
          recording('recordings.state', 'in', states),
          ...(states.includes('damaged') ? [flawed] : []),
        ]),
      ),
  );
}

/** The own calls stay: what was said in them the reader has heard. */
function notAboutReader(where: Where, { workNo }: Reader) {
  const about = where
    .selectFrom('call_tickets')
    .innerJoin('tickets', 'tickets.ticket_id', 'call_tickets.ticket_id')
    .select('call_tickets.call_id')
    .where(restrictedTickets)
    .where(complainsAbout(workNo));
  return where.or([where('agent_work_no', '=', workNo), where('calls.call_id', 'not in', about)]);
}

/** By the caller's number, read as a number, or by part of the number of a ticket that hangs on the call. */
function mentions(where: Where, text: string, { role, workNo }: Reader) {
  const number = readNumberSearch(text);
  const ticketNo = contains(sql`tickets.ticket_no`, text);
  const digitsOfTicketNo = contains(
    sql`replace(tickets.ticket_no, '-', '')`,
    number?.digits ?? text,
  );
  return where.or([
    contains(sql`calls.search_text`, number?.national ?? text),
    contains(sql`calls.search_text`, number?.digits ?? text),
    where.exists(
      where
        .selectFrom('call_tickets')
        .innerJoin('tickets', 'tickets.ticket_id', 'call_tickets.ticket_id')
        .select('tickets.ticket_id')
        .whereRef('call_tickets.call_id', '=', 'calls.call_id')
        .where((ticket) => ticket.or([ticketNo, digitsOfTicketNo]))
        .where((ticket) =>
          ticket.not(role === 'lead' ? complainsAbout(workNo) : restrictedTickets),
        ),
    ),
  ]);
}

/** Capital or small letters are the same; `like` alone says so in some engines only. */
function contains(column: RawBuilder<unknown>, text: string) {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql<SqlBool>`lower(${column}) like lower(${pattern}) escape '\\'`;
}

async function ticketsOf(
  db: Kysely<Tables>,
  callIds: readonly string[],
): Promise<readonly TicketOfCall[]> {
  if (callIds.length === 0) return [];
  const rows = await db
    .selectFrom('call_tickets')
    .innerJoin('tickets', 'tickets.ticket_id', 'call_tickets.ticket_id')
    .select(['call_tickets.call_id', 'tickets.ticket_id', 'tickets.ticket_no'])
    .where('call_tickets.call_id', 'in', callIds)
    .orderBy('tickets.ticket_no')
    .execute();
  return rows.map((row) => ({
    callId: row.call_id,
    ticketId: row.ticket_id,
    ticketNo: row.ticket_no,
  }));
}
