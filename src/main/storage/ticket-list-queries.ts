import type { Database } from 'better-sqlite3';
import { ticketSchema } from '../../shared/contract/tickets/schemas.ts';
import { shownBodies } from '../../shared/kept/body.ts';
import { districts } from '../../shared/domain/office/places.ts';
import {
  type TicketOrder,
  type TicketSort,
  applicationsOf,
  byDeadline,
  deskStates,
} from '../../shared/domain/tickets/ticket-lists.ts';
import {
  type Ticket,
  type TicketFlag,
  type TicketKind,
  type TicketState,
  isOpen,
  ticketStates,
} from '../../shared/domain/tickets/ticket.ts';
import type { Reader } from '../../shared/domain/tickets/ticket-audience.ts';
import { type NumberSearch, readNumberSearch } from '../../shared/numbers/phone-number.ts';
import type { ChineseWords } from '../../shared/node/search/chinese-words.ts';
import { prepareIsFilled } from './fill-ticket-numbers.ts';
import { prepareHidden } from './hidden-tickets.ts';
import { deadlineOrder, keptOrder, ticketRows, waitedFor } from './ticket-list-index.ts';

/** What a list of tickets is asked for. Whatever is absent or `null` narrows nothing. */
export interface TicketQuery {
  /** Who asks: what is not for this person is in no list and no number. */
  readonly reader: Reader;
  readonly text: string;
  /** Empty = all. */
  readonly states: readonly TicketState[];
  /** Only what this person has opened; with `day` what of it is open, and whatever else somebody on duty here has to do. */
  readonly of?: OwnQuery | null | undefined;
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

export interface OwnQuery {
  readonly workNo: string;
  /** `null` = only the own ones. The lead's day also has what runs late at departments. */
  readonly day: { readonly isLead: boolean } | null;
}

interface Condition {
  readonly sql: string;
  readonly values?: Readonly<Record<string, string | number>>;
  /** Gives as `found_id` the rows among which all are that meet it. */
  readonly among?: string;
  /** Those rows, and no others, meet it. */
  readonly isAmong?: boolean;
}

/** Of so many tickets one: then each of them is looked at, and not the whole index. */
const fewPart = 50;

/**
 * One page of the tickets that fit everything that is asked, and how many there are in all. Every hit is looked at, however many
 * there are. A few hits are looked up; a list that is narrowed by states alone is read in its own order; anything else is answered by
 * the index behind `listed_tickets`. Only the page's bodies are read.
 */
export function createTicketListQueries(db: Database, words: ChineseWords) {
  const bodyOf = db.prepare<[number], { body: string }>(
    'SELECT body FROM tickets WHERE row_id = ?',
  );
  const isFilled = prepareIsFilled(db);
  const hiddenFrom = prepareHidden(db);
  const hiddenCount = db.prepare<[{ hidden: string; states: string }], { n: number }>(
    `SELECT count(*) AS n FROM tickets WHERE row_id IN (SELECT value FROM json_each(@hidden))
     AND (@states = '[]' OR state IN (SELECT value FROM json_each(@states)))`,
  );
  const counted = db.prepare<[{ states: string }], { n: number }>(
    `SELECT coalesce(sum(n), 0) AS n FROM ticket_counts
     WHERE @states = '[]' OR state IN (SELECT value FROM json_each(@states))`,
  );
  const countOf = (states: readonly TicketState[]) =>
    counted.get({ states: JSON.stringify(states) })?.n ?? 0;

  /** The rows that `among` gives, if they are few of all; `null` else. Reads no further than that. */
  const fewOf = (among: string, bound: Bound): string | null => {
    const most = Math.floor(countOf([]) / fewPart);
    const rows = db
      .prepare<[Bound], { foundId: number }>(
        `SELECT found_id AS foundId FROM (${among}) LIMIT ${most + 1}`,
      )
      .all(bound);
    return rows.length > most ? null : JSON.stringify(rows.map(({ foundId }) => foundId));
  };

  const pageOf = (query: TicketQuery): { readonly rowIds: number[]; readonly total: number } => {
    const { states, sort = byDeadline, limit, offset } = query;
    const narrowed = conditionsOf(query, { words, numbersIndexed: isFilled() });
    const hidden = hiddenFrom(query.reader);
    const conditions = [
      ...narrowed,
      ...hiddenCondition(hidden),
      ...(states.length === 0 ? [] : [stateCondition(states)]),
    ];
    const bound = Object.fromEntries(
      conditions.flatMap(({ values = {} }) => Object.entries(values)),
    );
    const where = whereOf(conditions);
    const among = narrowed.find((condition) => condition.among !== undefined)?.among;
    const few = among === undefined ? null : fewOf(among, bound);
    const rowsOf = (from: string, end: string, order = orderOf(sort), narrowing = where) =>
      db
        .prepare<[Bound], { rowId: number }>(
          `SELECT row_id AS rowId FROM ${from} WHERE true ${narrowing} ORDER BY ${order} ${end}`,
        )
        .all({ ...bound, few: few ?? '[]', limit, offset })
        .map(({ rowId }) => rowId);
    const page = 'LIMIT @limit OFFSET @offset';
    if (few !== null) {
      const found = `(SELECT DISTINCT value AS found_id FROM json_each(@few)) CROSS JOIN (${ticketRows}) ON row_id = found_id`;
      const left = conditions.filter(({ isAmong }) => isAmong !== true);
      const all = rowsOf(found, '', orderOf(sort), whereOf(left));
      return { rowIds: all.slice(offset, offset + limit), total: all.length };
    }
    if (narrowed.length === 0) {
      const isAsKept = sort.by === 'deadline' && !sort.descending;
      const rowIds = isAsKept
        ? rowsOf('tickets INDEXED BY tickets_in_order', page, keptOrder)
        : rowsOf('listed_tickets', page);
      const lists = { hidden: JSON.stringify(hidden), states: JSON.stringify(states) };
      const unseen = hidden.length === 0 ? 0 : (hiddenCount.get(lists)?.n ?? 0);
      return { rowIds, total: countOf(states) - unseen };
    }
    const total = db
      .prepare<[Bound], { n: number }>(
        `SELECT count(*) AS n FROM listed_tickets WHERE true ${where}`,
      )
      .get(bound);
    return { rowIds: rowsOf('listed_tickets', page), total: total?.n ?? 0 };
  };

  return {
    listTickets(query: TicketQuery): { tickets: Ticket[]; total: number } {
      const { rowIds, total } = pageOf(query);
      const rows = rowIds.flatMap((rowId) => bodyOf.get(rowId) ?? []);
      return { tickets: shownBodies(ticketSchema, rows), total };
    },
  };
}

const whereOf = (conditions: readonly Condition[]) =>
  conditions.map(({ sql }) => `AND (${sql})`).join(' ');

/** What a text is looked for with. */
interface TextMeans {
  readonly words: ChineseWords;
  readonly numbersIndexed: boolean;
}

type Bound = Readonly<Record<string, string | number>>;

/** All that is asked but the states. */
function conditionsOf(query: TicketQuery, means: TextMeans): readonly Condition[] {
  const { of, dueBefore, categoryCode, district, kind, flag } = query;
  const text = query.text.trim();
  return [
    ...(text === '' ? [] : [textCondition(text, means)]),
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

function hiddenCondition(hidden: readonly number[]): readonly Condition[] {
  if (hidden.length === 0) return [];
  return [
    {
      sql: 'row_id NOT IN (SELECT value FROM json_each(@hidden))',
      values: { hidden: JSON.stringify(hidden) },
    },
  ];
}

function ownCondition({ workNo, day }: OwnQuery): Condition {
  const own = 'opened_by = @workNo';
  if (day === null) return { sql: own, values: { workNo } };
  const late = day.isLead ? `OR json_extract(body, '$.work.escalations') IS NOT NULL` : '';
  const asking = `${waitedFor} AND (NOT is_open ${late} OR EXISTS (
    SELECT 1 FROM json_each(body, '$.work.applications')
      WHERE json_extract(value, '$.state') IN (SELECT value FROM json_each(@applied))))`;
  const among = `
    SELECT row_id AS found_id FROM listed_tickets
      WHERE is_open = 1 AND (${own} OR state IN (SELECT value FROM json_each(@ofDesk)))
    UNION ALL SELECT row_id FROM tickets INDEXED BY tickets_waited_for WHERE ${asking}`;
  return {
    sql: `row_id IN (${among})`,
    values: {
      workNo,
      ofDesk: JSON.stringify(deskStates),
      applied: JSON.stringify(applicationsOf(day.isLead ? 'lead' : 'agent')),
    },
    among,
    isAmong: true,
  };
}

/**
 * By words of ticket number, address, content and name; a district also by where the ticket says it lies. Digits are looked for
 * as a part of the ticket number and of the telephone number as well.
 */
function textCondition(text: string, { words, numbersIndexed }: TextMeans): Condition {
  const ofWords = wordsCondition(words.ofQuery(text), words);
  const number = readNumberSearch(text);
  if (number === null) return ofWords;
  const ofNumber = numberCondition(number, numbersIndexed);
  return {
    sql: `(${ofNumber.sql}) OR (${ofWords.sql})`,
    values: { ...ofWords.values, ...ofNumber.values },
    ...(ofNumber.among !== undefined && ofWords.among !== undefined
      ? {
          among: `${ofNumber.among} UNION ALL ${ofWords.among}`,
          isAmong: ofWords.isAmong === true,
        }
      : {}),
  };
}

/** What holds the digits has all their neighbours, too, but maybe not in this order: of those that do, each is looked at. */
function numberCondition({ national, digits }: NumberSearch, isIndexed: boolean): Condition {
  const held = `instr(number_key, @national) > 0 OR instr(number_key, @digits) > 0
    OR instr(replace(ticket_no, '-', ''), @digits) > 0`;
  const values = { national, digits };
  const parts = [...new Set([national, digits])].map(neighbours);
  if (!isIndexed || parts.some((part) => part.length === 0)) return { sql: held, values };
  const among = `SELECT row_id AS found_id FROM tickets
    WHERE row_id IN (SELECT rowid FROM ticket_numbers WHERE ticket_numbers MATCH @neighbours) AND (${held})`;
  const matching = parts.map((part) => `(${part.join(' AND ')})`).join(' OR ');
  return {
    sql: `row_id IN (${among})`,
    values: { ...values, neighbours: matching },
    among,
    isAmong: true,
  };
}

/** Every three neighbouring characters, as an index of them is asked for. */
function neighbours(text: string): string[] {
  const characters = [...text];
  const threes = characters.slice(2).map((_, at) => characters.slice(at, at + 3).join(''));
  return [...new Set(threes)].map((three) => `"${three.replaceAll('"', '""')}"`);
}

const hits = (name: string) =>
  `SELECT rowid AS found_id FROM ticket_words WHERE ticket_words MATCH @${name}`;

/** Every one of the words. The full text knows no districts, so that a district's name may stand in either place. */
function wordsCondition(asked: readonly string[], words: ChineseWords): Condition {
  if (asked.length === 0)
    return { sql: 'false', among: 'SELECT 0 AS found_id WHERE false', isAmong: true };
  const places = asked.filter((word) => districts.some((name) => name.includes(word)));
  const others = asked.filter((word) => !places.includes(word)).map(words.expression);
  const ofPlaces = places.map(
    (_, index) => `(row_id IN (${hits(`hit${index}`)}) OR instr(district, @place${index}) > 0)`,
  );
  return {
    sql: [...(others.length > 0 ? [`row_id IN (${hits('words')})`] : []), ...ofPlaces].join(
      ' AND ',
    ),
    values: {
      words: others.join(' AND '),
      ...Object.fromEntries(
        places.flatMap((word, index) => [
          [`hit${index}`, words.expression(word)],
          [`place${index}`, word],
        ]),
      ),
    },
    ...(others.length > 0 ? { among: hits('words'), isAmong: places.length === 0 } : {}),
  };
}

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
