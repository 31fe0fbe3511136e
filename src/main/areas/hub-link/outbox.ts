import type { Clock } from '../../../shared/clock.ts';
import { contractNumber } from '../../../shared/contract/since.ts';
import type {
  HubCommand,
  HubTicketCommand,
  HubCommandResult,
} from '../../../shared/contract/commands/schemas.ts';
import { keptTicketCommand } from '../../../shared/contract/tickets/release-0-1-0.ts';
import { joinedWords, ownWords } from '../../../shared/domain/tickets/intake-merge.ts';
import { emptyIntake } from '../../../shared/domain/tickets/ticket.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { OutboxEntry } from '../../storage/outbox-queries.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { Problems } from '../../host/problems.ts';
import { formatTicketNo, shanghaiDay } from '../../../shared/domain/tickets/ticket-no.ts';
import { type Timers, jitter } from '../../host/timers.ts';
import { hubError } from '../../hub-client/hub-errors.ts';
import type { HubLink } from '../../hub-client/hub-link.ts';
import {
  hasText,
  isTicketCommand,
  leftOpen,
  mainIdOf,
  refusalProblem,
  textOf,
  typedInto,
} from './command-words.ts';

/** Sends what this desk decided to the hub: in order, each until the hub has answered, none lost. */
export interface Outbox {
  /** Writes a command that has no ticket row of its own. On disk when it resolves; the same id twice is once. */
  enqueue(command: HubCommand, commandId?: string): Promise<void>;
  /**
   * The command of this id does not leave, and what is done to its ticket after it neither, until the returned function is
   * called; that one resolves with the hub's answer, and never when the command was taken back. In memory only: after a
   * restart it is sent. Called before the command is written, so that it cannot slip away.
   */
  holdBack(commandId: string): () => Promise<HubCommandResult>;
  /** Something waits, or the way to the hub may be free again. */
  wake(): void;
  /** Sends until `signal` aborts. */
  run(signal: AbortSignal): Promise<void>;
}

/** What was typed here does not stand in the hub's ticket, for which this desk's is given up. */
const lostCodes: ReadonlySet<ErrorCode> = new Set([
  'ticket.conflict',
  'ticket.alreadyClosed',
  'ticket.isMerged',
  'ticket.fieldsMissing',
  'ticket.notFound',
]);
/** Answers that no repetition will change. */
const finalCodes: ReadonlySet<ErrorCode> = new Set([
  'input.invalid',
  'hub.refused',
  'hub.forbidden',
  'ticket.alreadyClosed',
  'ticket.isMerged',
  'ticket.fieldsMissing',
  'ticket.conflict',
  'ticket.notFound',
]);
/** The hub cannot read it now, and a later program of it may: it waits, others go on (ADR 0180). */
const waitCodes: ReadonlySet<ErrorCode> = new Set(['hub.olderThanDesk', 'storage.damaged']);
/** Id of the problem that says so. */
const olderHubId = 'outbox:olderHub';
/** A command at which the hub fails this often by itself is set aside, so that those behind it get through. */
const maxAttempts = 20;
/** What waits for its author (ADR 0156) or for a newer hub is asked again after this time; a newer hub at once. */
const askAgainMs = 10 * 60_000;
/** Nothing to send: look again after this time even if nobody woke us. */
const idleMs = 30_000;

interface OutboxDeps {
  readonly store: StoreApi['outbox'];
  readonly tickets: Pick<
    StoreApi['tickets'],
    'isGone' | 'takeHubTicket' | 'takeAccepted' | 'nextTicketCount' | 'renumberTicket'
  >;
  readonly drafts: Pick<StoreApi['drafts'], 'getDraft' | 'saveDraft'>;
  readonly link: HubLink;
  readonly problems: Problems;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: () => number;
  readonly newId: () => string;
  readonly logger: Logger;
  /** Who sends; `null` = nobody whose commands the hub takes. */
  readonly workNo: () => string | null;
  readonly onWaiting: (commandsWaiting: number) => void;
  readonly onTicketTaken: (ticketId: string) => void;
}

/** Sends the next command. `false` = nothing to send. Throws when it must be tried again later. */
function createSender(
  deps: OutboxDeps,
  heldBack: ReadonlySet<string>,
  onAnswered: (commandId: string, answer: HubCommandResult) => void,
): () => Promise<boolean> {
  const { store, clock, problems } = deps;
  /** Authors for whom the hub said to wait, and until when, by the monotonic clock. */
  const passing = new Map<string, number>();

  /** Commands that the hub could not read, its contract number then, and until when they rest. */
  const held = new Map<string, { readonly contract: number; readonly until: number }>();
  const heldNow = () =>
    [...held].flatMap(([commandId, { contract, until }]) =>
      contract === deps.link.contract() && until > clock.monotonicMs() ? [commandId] : [],
    );
  const hold = ({ commandId, command }: OutboxEntry, code: ErrorCode) => {
    const { link, logger } = deps;
    const contract = link.contract();
    held.set(commandId, { contract, until: clock.monotonicMs() + askAgainMs });
    logger.warn('outbox.held', { commandId, kind: command.kind, code, hubContract: contract });
    noteHeld();
  };
  const noteHeld = () => {
    if (held.size === 0) return problems.clear(olderHubId);
    const detail = `${held.size}`;
    problems.raise({ problemId: olderHubId, code: 'hub.olderThanDesk', detail });
  };
  const letGo = (commandId: string) => {
    if (held.delete(commandId)) noteHeld();
  };
  /** A hub of before there were numbers calls all that it does not know invalid. */
  const mustWait = (code: ErrorCode) =>
    waitCodes.has(code) || (code === 'input.invalid' && deps.link.contract() < contractNumber);
  const pass = (author: string) => passing.set(author, clock.monotonicMs() + askAgainMs);
  const passed = () =>
    [...passing].flatMap(([author, until]) => (until > clock.monotonicMs() ? [author] : []));
  const refuse = async (entry: OutboxEntry, code: ErrorCode) => {
    await store.markCommandRefused(entry.commandId, code, clock.now());
    deps.logger.warn('outbox.refused', {
      commandId: entry.commandId,
      kind: entry.command.kind,
      code,
    });
    problems.raise(refusalProblem(entry.commandId, entry.command, code));
  };
  /**
   * A text that lost against a colleague's becomes a draft over what it began on, so that its typist finds it and decides.
   * What was typed on top of it stays, and is of that base as well.
   */
  const keepText = async (
    sender: string,
    author: string,
    command: HubTicketCommand,
    reason: ErrorCode,
  ) => {
    const { ticketId } = command;
    const at = clock.now();
    const fallen = await store.refuseWaitingOf(ticketId, reason, at);
    for (const { commandId, code } of fallen)
      problems.raise(refusalProblem(commandId, command, code));
    const commands = fallen.map((one) => one.command).filter(isTicketCommand);
    const isGone = reason === 'ticket.notFound' || (await deps.tickets.isGone(ticketId));
    if (isGone) return keepOwnWords(author, [command, ...commands]);
    const newest = commands.at(-1) ?? command;
    const typed = await deps.drafts.getDraft(sender, ticketId);
    if (typed && author !== sender) return;
    const base = command.kind === 'ticket' ? command.base : null;
    const body = typed?.body ?? textOf(newest);
    await deps.drafts.saveDraft(sender, { draftKey: ticketId, body, base, savedAt: at });
    deps.logger.info('outbox.textKept', { ticketId });
  };
  /**
   * The ticket is not for its typist any more: what she or he typed is a draft on nothing, without a word of the ticket, and is the
   * author's alone.
   */
  const keepOwnWords = async (
    author: string,
    [first, ...others]: readonly [HubTicketCommand, ...HubTicketCommand[]],
  ) => {
    const { ticketId } = first;
    const typed = await deps.drafts.getDraft(author, ticketId);
    const sent = [first, ...others].map(typedInto).reduce(joinedWords, emptyIntake);
    const body = typed ? joinedWords(sent, ownWords(typed.body, typed.base?.intake ?? null)) : sent;
    await deps.drafts.saveDraft(author, {
      draftKey: ticketId,
      body,
      base: null,
      savedAt: clock.now(),
    });
    deps.logger.info('outbox.ownWordsKept', { ticketId });
  };
  /** Two desks have given one number away: this ticket takes the next, with all its words, and is sent again. */
  const renumber = async (workNo: string, { ticketId, ticketNo }: HubTicketCommand) => {
    const day = shanghaiDay(clock.now());
    const next = formatTicketNo(day, workNo, await deps.tickets.nextTicketCount(day, workNo));
    await deps.tickets.renumberTicket(ticketId, next);
    problems.raise({
      problemId: `renumbered:${ticketId}`,
      code: 'ticket.numberTaken',
      detail: `${ticketNo} → ${next}`,
    });
    deps.onTicketTaken(ticketId);
  };
  /** A hub of release 0.1.0 does not know today's ticket command, and takes it in the shape of then. */
  const submit = async (submission: Submission) => {
    try {
      return await deps.link.call((hub) => hub.commands.submit(submission));
    } catch (error) {
      const { command } = submission;
      const isOld = hubError(error).code === 'input.invalid' && deps.link.contract() === 0;
      const kept = isOld && command.kind === 'ticket' ? keptTicketCommand(command) : null;
      if (kept === null) throw error;
      return deps.link.call((hub) => hub.commands.submit({ ...submission, command: kept }));
    }
  };
  const send = async (entry: OutboxEntry, sender: string): Promise<HubCommandResult> => {
    const { commandId, command } = entry;
    const author = authorOf(entry, sender);
    const submission = author === null ? { commandId, command } : { commandId, command, author };
    const result = await submit(submission);
    if (result.kind === 'notYet') {
      pass(entry.workNo);
      return result;
    }
    letGo(commandId);
    await store.markCommandTried(commandId);
    if (result.kind === 'accepted') {
      await store.markCommandAccepted(commandId, clock.now());
      const ticketId = mainIdOf(command);
      if (ticketId === null) return result;
      for (const problem of leftOpen(commandId, command, result)) problems.raise(problem);
      const isChanged = await deps.tickets.takeAccepted(ticketId, commandId);
      if (isChanged) deps.onTicketTaken(ticketId);
      return result;
    }
    const isTaken = result.code === 'ticket.numberTaken' && entry.attempts < maxAttempts;
    if (isTaken && isTicketCommand(command)) {
      await renumber(entry.workNo, command);
      return result;
    }
    if (lostCodes.has(result.code) && isTicketCommand(command) && hasText(command))
      await keepText(sender, entry.workNo, command, result.code);
    await refuse(entry, result.code);
    const ticketId = mainIdOf(command);
    if (ticketId === null) return result;
    await deps.tickets.takeHubTicket(ticketId, result.ticket);
    deps.onTicketTaken(ticketId);
    return result;
  };
  return async () => {
    const workNo = deps.workNo();
    const notNow = [...heldNow(), ...heldBack];
    const entry = workNo === null ? null : await store.nextCommand(workNo, passed(), notNow);
    deps.onWaiting(await store.countWaitingCommands());
    if (!entry || workNo === null) return false;
    try {
      const answer = await send(entry, workNo);
      onAnswered(entry.commandId, answer);
    } catch (error) {
      const { code } = hubError(error);
      const isOthers = authorOf(entry, workNo) !== null;
      if (isOthers && (finalCodes.has(code) || code === 'ipc.internal')) {
        pass(entry.workNo);
        return true;
      }
      const isHubs = code === 'ipc.internal';
      // While the hub is away nobody has tried it: the night of an outage makes no command a hopeless one.
      if (isHubs) await store.markCommandTried(entry.commandId);
      const hopeless = isHubs && entry.attempts + 1 >= maxAttempts;
      if (mustWait(code)) {
        hold(entry, code);
        return true;
      }
      if (!finalCodes.has(code) && !hopeless) throw error;
      letGo(entry.commandId);
      await refuse(entry, code);
      onAnswered(entry.commandId, { kind: 'refused', code, ticket: null });
    }
    return true;
  };
}

export function createOutbox(deps: OutboxDeps): Outbox {
  const { store, clock, problems } = deps;
  const heldBack = new Set<string>();
  const answered = new Map<string, (answer: HubCommandResult) => void>();
  const sendNext = createSender(deps, heldBack, (commandId, answer) =>
    answered.get(commandId)?.(answer),
  );
  let wakeUp = new AbortController();

  const rest = async (ms: number, signal: AbortSignal) => {
    await deps.timers.wait(ms, AbortSignal.any([signal, wakeUp.signal]));
    wakeUp = new AbortController();
  };

  return {
    async enqueue(command, commandId = deps.newId()) {
      const at = clock.now();
      await store.enqueueCommand({
        commandId,
        workNo: deps.workNo() ?? '',
        command,
        at,
      });
      deps.onWaiting(await store.countWaitingCommands());
      wakeUp.abort();
    },
    holdBack(commandId) {
      heldBack.add(commandId);
      const done = new Promise<HubCommandResult>((resolve) => answered.set(commandId, resolve));
      void done.then(() => answered.delete(commandId));
      return () => {
        if (heldBack.delete(commandId)) wakeUp.abort();
        return done;
      };
    },
    wake: () => wakeUp.abort(),
    async run(signal) {
      for (const entry of await store.refusedCommands()) {
        problems.raise(refusalProblem(entry.commandId, entry.command, entry.code));
      }
      let failures = 0;
      while (!signal.aborted) {
        try {
          const sent = await sendNext();
          failures = 0;
          if (!sent) await rest(idleMs, signal);
        } catch (error) {
          deps.logger.debug('outbox.retry', { code: hubError(error).code });
          await rest(jitter(failures, deps.random), signal);
          failures += 1;
        }
      }
    },
  };
}

/** Who typed a ticket command that somebody else is about to send; `null` for all other commands. */
function authorOf({ workNo, command }: OutboxEntry, sender: string): string | null {
  return mainIdOf(command) !== null && workNo !== sender ? workNo : null;
}

interface Submission {
  readonly commandId: string;
  readonly command: HubCommand;
  readonly author?: string;
}
