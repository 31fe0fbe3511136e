import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import { hasOnlyRealTimes } from '../../../shared/contract/base-schemas.ts';
import {
  type HubCommand,
  type HubCommandResult,
  type HubTicketCommand,
} from '../../../shared/contract/commands/schemas.ts';
import { keptTicketCommand } from '../../../shared/contract/tickets/release-0-1-0.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { AuditEntry } from '../audit/audit-repository.ts';
import type { HubRepositories, HubStore } from '../../storage/hub-store.ts';
import type { QuietAudit } from '../audit/quiet-audit.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';
import type { ChangeSignal } from '../replica/change-signal.ts';
import { applyAgentChange } from '../agents/apply-agent-change.ts';
import { applyCallRecord } from '../calls/apply-call-record.ts';
import { applyRecordingEvent, applyRecordingRow } from '../recordings/apply-recording.ts';
import { applyTicketCommand } from '../tickets/apply-ticket-command.ts';
import { withOwnCallLink } from '../tickets/own-call-link.ts';
import { authorOf } from '../tickets/author-of.ts';
import { type CommandContext, type Outcome, refused } from './outcome.ts';
import { createHash } from 'node:crypto';

/** A command as it comes from a desk's outbox. */
export interface Submission {
  readonly commandId: string;
  readonly command: HubCommand;
  /** Work number of who gave a ticket command, when it is not who sends it. */
  readonly author?: string | undefined;
}

export interface SubmitDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly changes: ChangeSignal;
  readonly quietly: QuietAudit;
}

/**
 * Decides a command and keeps decision, change and feed row in one transaction. The same `commandId` gets the same
 * answer again, whatever has happened since, and `input.invalid` when it comes with other content than the first time.
 * `notYet`, and nothing changed, when it is to wait for its author. Throws `hub.forbidden` when that id was used by another desk.
 */
export async function submitCommand(
  deps: SubmitDeps,
  signedIn: SignedIn,
  { commandId, command, author }: Submission,
): Promise<HubCommandResult> {
  const { deskId, deskProven, address } = signedIn;
  const now = deps.clock.now();
  const hash = contentHash(command);
  const outcome = await deps.store.transaction(async (repositories): Promise<Outcome> => {
    const known = await repositories.commands.find(commandId);
    if (known && known.deskId !== deskId) throw new AppError('hub.forbidden');
    // Answers of before ADR 0157 have no hash.
    if (known && !isSameContent(known.contentHash ?? hash, command)) {
      await noteReuse(deps, repositories, signedIn, commandId);
      return refused('input.invalid');
    }
    if (known) return { answer: known.answer, seq: null };
    const isTicket = 'ticketId' in command;
    const user = await authorOf(repositories, signedIn, isTicket ? author : undefined);
    if (user === null) return { answer: { kind: 'notYet' }, seq: null };
    const sender = signedIn.user.workNo;
    const context: CommandContext = {
      repositories,
      commandId,
      deskId,
      deskProven,
      address,
      user,
      senderRole: signedIn.user.role,
      now,
      quietly: deps.quietly,
      logger: deps.logger,
      ...(user.workNo === sender ? {} : { broughtInBy: sender }),
    };
    const outcome = await decide(context, command);
    if (outcome.open) return outcome;
    await repositories.commands.insert({
      commandId,
      deskId,
      userId: user.userId,
      answeredAt: now,
      answer: outcome.answer,
      contentHash: hash,
      ticketId: isTicket ? command.ticketId : null,
      revision: outcome.made?.revision ?? null,
      countedAt: outcome.made?.countedAt ?? null,
    });
    await auditTicket(context, signedIn, { command, outcome });
    return outcome;
  });
  if (outcome.seq !== null) deps.changes.notify();
  return outcome.answer;
}

/** A hub of release 0.1.0 was told it in the shape of then, and went before its answer was heard. */
function isSameContent(known: string, command: HubCommand): boolean {
  const kept = command.kind === 'ticket' ? keptTicketCommand(command) : null;
  return known === contentHash(command) || (kept !== null && known === contentHash(kept));
}

/** A command id that comes again with other words: a desk's fault, or somebody rewrites what was answered. */
async function noteReuse(
  { clock, logger, quietly }: SubmitDeps,
  { audit }: Pick<HubRepositories, 'audit'>,
  signedIn: SignedIn,
  commandId: string,
): Promise<void> {
  const row = { action: 'refused', code: 'input.invalid', subjectId: commandId } as const;
  logger.warn('command.idReused', { commandId, deskId: signedIn.deskId });
  await quietly(row, () =>
    audit.appendOrCount({ at: clock.now(), ...row, ...auditFacts(signedIn) }),
  );
}

/** Who changed which ticket, or was refused, and who brought it in; what changed is in the ticket's own course. */
async function auditTicket(
  { repositories: { audit }, user, broughtInBy, now, quietly }: CommandContext,
  signedIn: SignedIn,
  { command, outcome: { answer } }: { readonly command: HubCommand; readonly outcome: Outcome },
): Promise<void> {
  if (!('ticketId' in command)) return;
  const code = answer.kind === 'refused' ? answer.code : null;
  const row = { at: now, subjectId: command.ticketId, code, ...auditFacts(signedIn) };
  const action = code === null ? 'ticketChanged' : 'ticketChangeRefused';
  const write = async (keep: (entry: AuditEntry) => Promise<void>) => {
    await keep({ ...row, action, userId: user.userId });
    if (broughtInBy !== undefined) await keep({ ...row, action: 'ticketBroughtIn' });
  };
  // What changed must be written down with it; who is refused hears why in any case.
  if (code === null) await write(audit.append);
  else await quietly({ action, code }, () => write(audit.appendOrCount));
}

async function decide(context: CommandContext, command: HubCommand): Promise<Outcome> {
  if (!hasOnlyRealTimes(command)) return refused('input.invalid');
  return apply(context, command.kind, command);
}

async function applyTicket(context: CommandContext, command: HubTicketCommand): Promise<Outcome> {
  return applyTicketCommand(context, await withOwnCallLink(context, command));
}

type Commands = { readonly [Kind in HubCommand['kind']]: Extract<HubCommand, { kind: Kind }> };

function apply<Kind extends HubCommand['kind']>(
  context: CommandContext,
  kind: Kind,
  command: Commands[Kind],
): Promise<Outcome> {
  return appliers[kind](context, command);
}

/** What each kind of command does; a kind without an entry does not compile. */
const appliers: {
  readonly [Kind in HubCommand['kind']]: (
    context: CommandContext,
    command: Commands[Kind],
  ) => Promise<Outcome>;
} = {
  ticket: applyTicket,
  ticketSave: applyTicket,
  ticketClose: applyTicket,
  callRecord: (context, { call }) => applyCallRecord(context, call),
  recordingRow: (context, { recording }) => applyRecordingRow(context, recording),
  recordingEvent: (context, { event }) => applyRecordingEvent(context, event),
  agentState: (context, { change }) => applyAgentChange(context, change),
};

/** Lower-case hex SHA-256 of what a command says, whatever the order of its fields. */
function contentHash(command: HubCommand): string {
  const text = JSON.stringify(command, (_, value: unknown) => sorted(value));
  return createHash('sha256').update(text).digest('hex');
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
