import type { Generated, Insertable, Selectable } from 'kysely';
import { z } from 'zod';
import { exchangeFileSchema } from '../../../shared/contract/city/schemas.ts';
import {
  type ExchangeDirection,
  type ExchangeFile,
  type ExchangeState,
  type ExchangeSystem,
  isWrong,
} from '../../../shared/domain/city/city-exchange.ts';
import type { Exchange, NewExchange } from './exchanges-repository.ts';

/** The table of the ledger. */
export type ExchangeTables = {
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
export function keptId(system: ExchangeSystem, messageId: string): string {
  return system === 'city' ? messageId : `${system}/${messageId}`;
}

/** As the table keeps it. */
export function toRow(
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
export function fromRow(row: Selectable<ExchangeTables['city_exchanges']>): Exchange {
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
export function filesToRow(files: readonly ExchangeFile[]) {
  return {
    files: files.length === 0 ? null : JSON.stringify(files),
    files_wrong: isWrong(files) ? 1 : 0,
  };
}

const filesSchema = z.array(exchangeFileSchema);

function filesFromRow(files: string): readonly ExchangeFile[] {
  return filesSchema.parse(JSON.parse(files));
}
