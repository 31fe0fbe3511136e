import { createHash, randomUUID } from 'node:crypto';
import { errorCodeOf } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { ExchangeFile } from '../../../shared/domain/city/city-exchange.ts';
import { withFilesOfCity } from '../../../shared/domain/tickets/city-files.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { shanghaiDay } from '../../../shared/domain/tickets/ticket-no.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { HubRepositories, HubStore } from '../../storage/hub-store.ts';
import { hubRules } from '../office/hub-rules.ts';
import type { AttachmentFiles } from '../attachments/attachment-files.ts';
import { attachable, keepFiles, notTaken } from './keep-files.ts';
import { keepTicket } from '../tickets/keep-ticket.ts';
import type {
  CityEnvelope,
  CityMessage,
  CityPlatform,
  DispatchSystem,
  Received,
} from './city-platform.ts';
import { decideCityMessage, mainCourse } from './decide-city-message.ts';
import type { ExchangeMove } from '../../../shared/domain/city/exchange.ts';

export interface ReceiveDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly system: DispatchSystem;
  readonly platform: Pick<CityPlatform, 'read'>;
  /** Where the bytes of attachments are. */
  readonly attachments: AttachmentFiles;
}

/**
 * Takes one message in: its row of the ledger and what it changes are one transaction. A message that is in the ledger already
 * changes nothing (`null`), unless it could not be read and now says something else. Whatever happens, the row is there: nothing
 * that the city has said is lost.
 */
export async function receiveCity(
  deps: ReceiveDeps,
  envelope: CityEnvelope,
): Promise<Received | null> {
  const { place, raw } = envelope;
  const { store, clock, logger, system } = deps;
  const at = clock.now();
  const exchangeId = randomUUID();
  const add = async (
    repositories: HubRepositories,
    messageId: string,
    { move, changed }: Outcome,
  ) => {
    const { changedAt: _changedAt, ...row } = move;
    await repositories.exchanges.of(system).add({
      kind: '',
      cityNo: null,
      ticketId: null,
      nextTryAt: null,
      reason: null,
      detail: null,
      saidAt: null,
      seenRevision: null,
      ...row,
      exchangeId,
      direction: 'in',
      messageId,
      place: place === '' ? null : place,
      raw,
      at,
    });
    return received(deps, move, changed);
  };
  let files: readonly ExchangeFile[] = [];
  try {
    // Files are judged and written before, so that no transaction waits for a disk; of what was here before nothing is written again.
    if (envelope.files?.length && (await newIdOf(deps, store, envelope)) !== null)
      files = await keepFiles(deps, system, { exchangeId, files: envelope.files });
    return await store.transaction(async (repositories) => {
      const messageId = await newIdOf(deps, repositories, envelope);
      if (messageId === null) return null;
      const outcome = await carriedOut(deps, repositories, { exchangeId, raw, tries: 0, files });
      return add(repositories, messageId, outcome);
    });
  } catch (error) {
    logger.error(`${system}.receiveFailed`, { code: errorCodeOf(error) });
    const fault = { reason: 'internal', detail: errorCodeOf(error) } as const;
    const move = { state: 'waiting', tries: 1, changedAt: at, ...fault, files } as const;
    return store.transaction(async (repositories) => {
      const messageId = await newIdOf(deps, repositories, envelope);
      return messageId === null ? null : add(repositories, messageId, { move, changed: null });
    });
  }
}

/** Under which id a message is taken in; `null` = it has been. What nobody could read may come again, mended. */
async function newIdOf(
  { system }: ReceiveDeps,
  { exchanges }: HubRepositories,
  { messageId, raw }: CityEnvelope,
): Promise<string | null> {
  const ledger = exchanges.of(system);
  const known = await ledger.find('in', messageId);
  if (!known) return messageId;
  if (known.state !== 'unreadable' || known.raw === raw) return null;
  const hash = createHash('sha256').update(raw).digest('hex').slice(0, 16);
  const mended = `${messageId}~${hash}`;
  return (await ledger.find('in', mended)) ? null : mended;
}

/** Tries again what waits, could not be read, or was refused. `null` = it was carried out long ago, or is no message of the city. */
export async function tryAgain(deps: ReceiveDeps, exchangeId: string): Promise<Received | null> {
  const { store, clock, logger, system } = deps;
  const move = (attempt: (repositories: HubRepositories, known: Asked) => Promise<Outcome>) =>
    store.transaction(async (repositories) => {
      const known = await repositories.exchanges.get(exchangeId);
      if (known?.direction !== 'in' || known.system !== system || known.state === 'done')
        return null;
      const outcome = await attempt(repositories, known);
      await repositories.exchanges.move(exchangeId, outcome.move);
      return received(deps, outcome.move, outcome.changed);
    });
  try {
    return await move((repositories, known) => carriedOut(deps, repositories, known));
  } catch (error) {
    logger.error(`${system}.receiveFailed`, { code: errorCodeOf(error) });
    const fault = { reason: 'internal', detail: errorCodeOf(error) } as const;
    return move(async (repositories, { tries, ticketId = null }) => {
      const tried = { tries: tries + 1, changedAt: clock.now(), nextTryAt: null };
      const seenRevision = await revisionOf(repositories, ticketId);
      return { move: { state: 'waiting', ...tried, ...fault, seenRevision }, changed: null };
    });
  }
}

interface Outcome {
  readonly move: ExchangeMove;
  readonly changed: string | null;
}

interface Asked {
  readonly exchangeId: string;
  readonly raw: string;
  readonly tries: number;
  /** Of the message, as they were judged. */
  readonly files: readonly ExchangeFile[];
  /** Of a message that waits for one. */
  readonly ticketId?: string | null;
}

async function carriedOut(
  { platform, clock, system }: ReceiveDeps,
  repositories: HubRepositories,
  { exchangeId, raw, tries, files, ticketId = null }: Asked,
): Promise<Outcome> {
  const changedAt = clock.now();
  const reading = platform.read(raw);
  const tried = { tries: tries + 1, changedAt, nextTryAt: null, files };
  if (!reading.ok) {
    const { kind, cityNo, fault } = reading;
    const state = fault.reason === 'unreadable' ? 'unreadable' : 'waiting';
    const seenRevision = await revisionOf(repositories, ticketId);
    const move = { ...tried, ...fault, state, kind, cityNo, seenRevision } as const;
    return { move, changed: null };
  }
  const { message } = reading;
  const { kind, cityNo, saidAt } = message;
  const { ticket, decision } = await decided(repositories, {
    message,
    system,
    exchangeId,
    now: changedAt,
  });
  const move = { ...tried, kind, cityNo, saidAt, ticketId: ticket?.ticketId ?? null };
  const fileContext = { files, exchangeId, at: changedAt };
  if (decision.kind !== 'changed') {
    // Told once more, with a picture that was not there before.
    if (ticket && decision.kind === 'over' && decision.state === 'done' && files.length > 0) {
      const again = await attachedTo(repositories, ticket, fileContext);
      const next = { ...again.ticket, revision: ticket.revision + 1, updatedAt: changedAt };
      const isNew = again.ticket !== ticket;
      if (isNew) await keepTicket(repositories, { before: ticket, ticket: next, at: changedAt });
      const done = { ...decision.fault, state: 'done', files: again.files } as const;
      return {
        move: { ...move, ...done, seenRevision: next.revision },
        changed: isNew ? ticket.ticketId : null,
      };
    }
    const state = decision.kind === 'over' ? decision.state : 'waiting';
    const seenRevision = ticket?.revision ?? null;
    const left = state === 'refused' ? files.map(leftOut) : files;
    return {
      move: { ...move, ...decision.fault, state, seenRevision, files: left },
      changed: null,
    };
  }
  const attached = await attachedTo(repositories, decision.ticket, fileContext);
  const next = attached.ticket;
  await keepTicket(repositories, { before: ticket, ticket: next, at: changedAt });
  if (!ticket) await repositories.exchanges.of(system).bind(cityNo, next.ticketId);
  const done = { state: 'done', reason: null, detail: null, ticketId: next.ticketId } as const;
  const seenRevision = next.revision;
  return {
    move: { ...move, ...done, seenRevision, files: attached.files },
    changed: next.ticketId,
  };
}

/** Of a message that is not wanted any more: its bytes go, as those that nobody uses. */
function leftOut({ attachmentId: _attachmentId, ...file }: ExchangeFile): ExchangeFile {
  return file.state === 'waiting' ? { ...file, state: 'refused', detail: 'overtaken' } : file;
}

/** The ticket with the files of its message, which are its own from now on; and what the ledger says of them. */
async function attachedTo(
  repositories: HubRepositories,
  ticket: Ticket,
  {
    files,
    exchangeId,
    at,
  }: {
    readonly files: readonly ExchangeFile[];
    readonly exchangeId: string;
    readonly at: number;
  },
) {
  const given = { files: attachable(files), refused: notTaken(files) };
  const context = { at, workNo: '', eventId: `${exchangeId}:files` };
  const next = withFilesOfCity(ticket, given, context);
  const there = new Set(next.work?.attachments?.map(({ attachmentId }) => attachmentId));
  const ids = given.files.flatMap(({ attachmentId }) =>
    there.has(attachmentId) ? [attachmentId] : [],
  );
  await repositories.attachments.bind(ids, ticket.ticketId, at);
  const told = files.map((file) =>
    file.state === 'waiting' ? { ...file, state: 'done' as const } : file,
  );
  return { ticket: next, files: told };
}

async function decided(
  repositories: HubRepositories,
  {
    message,
    system,
    exchangeId,
    now,
  }: {
    readonly message: CityMessage;
    readonly system: DispatchSystem;
    readonly exchangeId: string;
    readonly now: number;
  },
) {
  const { tickets } = repositories;
  const exchanges = repositories.exchanges.of(system);
  const ticketId = await exchanges.ticketOf(message.cityNo);
  const ticket = ticketId === null ? null : await tickets.get(ticketId);
  const opensTicket = ticket === null && message.kind === 'dispatch';
  // Its limits run from the dispatch: by what was set then.
  const begunAt = message.kind === 'dispatch' ? Math.min(message.demand.dispatchedAt, now) : now;
  const decision = decideCityMessage(ticket, message, {
    now,
    system,
    eventId: exchangeId,
    newTicketId: randomUUID(),
    newTicketNo: opensTicket ? await tickets.nextNumber(shanghaiDay(now)) : '',
    newestSaid: ticket && (await exchanges.newestSaid(ticket.ticketId, mainCourse)),
    rules: await hubRules(repositories, begunAt),
  });
  return { ticket, decision };
}

async function revisionOf({ tickets }: HubRepositories, ticketId: string | null) {
  const [ticket] = ticketId === null ? [] : await tickets.list([ticketId]);
  return ticket?.revision ?? null;
}

function received(
  { logger, system }: ReceiveDeps,
  { state, kind = '', reason, detail, files = [] }: ExchangeMove,
  changed: string | null,
): Received {
  const fault = isReason(reason) ? { reason, detail: detail ?? '' } : null;
  logger.info(`${system}.received`, { kind, state, reason: reason ?? '' });
  const refused = notTaken(files);
  return { state, fault, changed, ...(refused.length > 0 && { notTaken: refused }) };
}

const reasons = [
  'unreadable',
  'unknownCode',
  'noTicket',
  'notNow',
  'overtaken',
  'known',
  'internal',
] as const;
function isReason(reason: string | null | undefined): reason is (typeof reasons)[number] {
  return reasons.some((one) => one === reason);
}
