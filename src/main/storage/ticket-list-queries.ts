import type { Database } from 'better-sqlite3';
import { ticketSchema } from '../../shared/contract/tickets/schemas.ts';
import { shownBodies } from '../../shared/kept/body.ts';
import { districts } from '../../shared/domain/office/places.ts';
import {
  type TicketOrder,
  type TicketSort,
  byDeadline,
  unassignedStates,
} from '../../shared/domain/tickets/ticket-lists.ts';
import {
  type Ticket,
  type TicketFlag,
  type TicketKind,
  type TicketState,
  isOpen,
  ticketStates,
} from '../../shared/domain/tickets/ticket.ts';
import { readNumberSearch } from '../../shared/numbers/phone-number.ts';
import type { ChineseWords } from './chinese-words.ts';

/** What a list of tickets is asked for. Whatever is absent or `null` narrows nothing. */
export interface TicketQuery {
  readonly text: string;
  /** Empty = all. */
  readonly states: readonly TicketState[];
  /** Only what this person has opened, and with `unassigned` also what nobody has taken yet. */
  readonly of?: { readonly workNo: string; readonly unassigned: boolean } | null | undefined;
  /** Only with a deadline before this moment. */
  readonly dueBefore?: number | null | undefined;
  readonly categoryCode?: string | null | undefined;
  readonly district?: string | null | undefined;
  readonly kind?: TicketKind | null | undefined;
  readonly flag?: TicketFlag | null | undefined;
  /** `byDeadline` unless said. */
  readonly sort?: TicketSort | undefined;
  readonly limit: number;
  readonly offset: number;
}

interface Condition {
  readonly sql: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/**
 * One page of the tickets that fit everything that is asked, and how many there are in all. Every hit is looked at, however many
 * there are: conditions, order and count are answered by the index behind `ticket_list`, and only the page's bodies are read.
 */
export function createTicketListQueries(db: Database, words: ChineseWords) {
  const bodyOf = db.prepare<[number], { body: string }>(
    'SELECT body FROM tickets WHERE row_id = ?',
  );
  return {
    listTickets(query: TicketQuery): { tickets: Ticket[]; total: number } {
      const conditions = conditionsOf(query, words);
      const where = `FROM ticket_list WHERE ${conditions.map(({ sql }) => `(${sql})`).join(' AND ')}`;
      const bound = Object.fromEntries(
        conditions.flatMap(({ values = {} }) => Object.entries(values)),
      );
      const total = db.prepare<[object], { n: number }>(`SELECT count(*) AS n ${where}`).get(bound);
      const page = db
        .prepare<[object], { rowId: number }>(
          `SELECT row_id AS rowId ${where} ORDER BY ${orderOf(query.sort ?? byDeadline)} LIMIT @limit OFFSET @offset`,
        )
        .all({ ...bound, limit: query.limit, offset: query.offset });
      const rows = page.flatMap(({ rowId }) => bodyOf.get(rowId) ?? []);
      return { tickets: shownBodies(ticketSchema, rows), total: total?.n ?? 0 };
    },
  };
}

function conditionsOf(query: TicketQuery, words: ChineseWords): readonly Condition[] {
  const { states, of, dueBefore, categoryCode, district, kind, flag } = query;
  return [
    textCondition(query.text.trim(), words),
    ...(states.length === 0 ? [] : [stateCondition(states)]),
    ...(of ? [ownCondition(of)] : []),
    ...(typeof dueBefore === 'number'
      ? [{ sql: 'is_open AND due_at < @dueBefore', values: { dueBefore } }]
      : []),
    ...(categoryCode
      ? [{ sql: 'category_code = @category', values: { category: categoryCode } }]
      : []),
    ...(district ? [{ sql: 'district = @district', values: { district } }] : []),
    ...(kind ? [{ sql: 'kind = @kind', values: { kind } }] : []),
    ...(flag ? [{ sql: 'instr(flags, @flag) > 0', values: { flag: JSON.stringify(flag) } }] : []),
  ];
}

/** The index begins with `is_open`: where the states leave one of its values only, the other half is not even read. */
function stateCondition(states: readonly TicketState[]): Condition {
  const ofOpen = new Set(states.map((state) => isOpen({ state })));
  const half = ofOpen.size === 1 ? `is_open = ${ofOpen.has(true) ? 1 : 0} AND ` : '';
  return {
    sql: `${half}state IN (SELECT value FROM json_each(@states))`,
    values: { states: JSON.stringify(states) },
  };
}

function ownCondition(of: NonNullable<TicketQuery['of']>): Condition {
  const own = 'opened_by = @workNo';
  if (!of.unassigned) return { sql: own, values: { workNo: of.workNo } };
  return {
    sql: `${own} OR state IN (SELECT value FROM json_each(@unassigned))`,
    values: { workNo: of.workNo, unassigned: JSON.stringify(unassignedStates) },
  };
}

/**
 * By words of ticket number, address, content and name; a district also by where the ticket says it lies. Digits are looked for
 * as a part of the ticket number and of the telephone number as well.
 */
function textCondition(text: string, words: ChineseWords): Condition {
  if (text === '') return { sql: '1' };
  const ofWords = wordsCondition(words.ofQuery(text), words);
  const number = readNumberSearch(text);
  if (number === null) return ofWords;
  return {
    sql: `instr(number_key, @national) > 0 OR instr(number_key, @digits) > 0
      OR instr(replace(ticket_no, '-', ''), @digits) > 0 OR (${ofWords.sql})`,
    values: { ...ofWords.values, national: number.national, digits: number.digits },
  };
}

const hits = (name: string) =>
  `row_id IN (SELECT rowid FROM ticket_words WHERE ticket_words MATCH @${name})`;

/** Every one of the words. The full text knows no districts, so that a district's name may stand in either place. */
function wordsCondition(asked: readonly string[], words: ChineseWords): Condition {
  if (asked.length === 0) return { sql: '0' };
  const places = asked.filter((word) => districts.some((name) => name.includes(word)));
  const others = asked.filter((word) => !places.includes(word)).map(words.expression);
  const ofPlaces = places.map(
    (_, index) => `(${hits(`hit${index}`)} OR instr(district, @place${index}) > 0)`,
  );
  return {
    sql: [...(others.length > 0 ? [hits('words')] : []), ...ofPlaces].join(' AND '),
    values: {
      words: others.join(' AND '),
      ...Object.fromEntries(
        places.flatMap((word, index) => [
          [`hit${index}`, words.expression(word)],
          [`place${index}`, word],
        ]),
      ),
    },
  };
}

/** First what is still open, soonest deadline first, then what has none, oldest first; then the finished ones, newest first. */
const deadlineOrder = `is_open DESC, iif(is_open, due_at IS NULL, 0), iif(is_open, due_at, 0), closed_at DESC, opened_at, row_id`;

const columnOf: Readonly<Record<Exclude<TicketOrder, 'deadline'>, string>> = {
  opened: 'opened_at',
  no: 'ticket_no',
  place: 'district',
  category: 'category_code',
  state: `CASE state ${ticketStates.map((state, index) => `WHEN '${state}' THEN ${index}`).join(' ')} END`,
};

/** The other way round the finished ones still come last, and so does what has nothing in that column. */
function orderOf({ by, descending }: TicketSort): string {
  const turn = descending ? 'DESC' : 'ASC';
  if (by !== 'deadline')
    return `${columnOf[by]} IS NULL, ${columnOf[by]} ${turn}, ${deadlineOrder}`;
  if (!descending) return deadlineOrder;
  return `is_open DESC, iif(is_open, due_at IS NULL, 0), iif(is_open, due_at, 0) DESC, closed_at, opened_at DESC, row_id`;
}
