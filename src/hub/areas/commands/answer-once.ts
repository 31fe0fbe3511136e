import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { HubCommandResult } from '../../../shared/contract/commands/schemas.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { HubRepositories, HubStore } from '../../storage/hub-store.ts';
import type { AuditEntry } from '../audit/audit-repository.ts';
import type { QuietAudit } from '../audit/quiet-audit.ts';
import type { ChangeSignal } from '../replica/change-signal.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';
import { type CommandContext, type Outcome, refused } from './outcome.ts';

export interface AnswerDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly changes: ChangeSignal;
  readonly quietly: QuietAudit;
}

/** A command to be decided once. */
export interface Asked {
  readonly commandId: string;
  /** What it says: coming again with other words it is refused. */
  readonly said: object;
  /** Is what another release has kept of it the same? */
  readonly isSame?: (knownHash: string) => boolean;
  /** The ticket that it is about, for trail and audit. */
  readonly ticketId: string | null;
  /** In the transaction of the answer. `null` = not to be decided yet; nothing is kept. */
  readonly decide: (context: CommandContext) => Promise<{
    /** With the author, when somebody else sends it. */
    readonly context: CommandContext;
    readonly outcome: Outcome;
  } | null>;
}

/**
 * Decides a command and keeps decision, change and feed row in one transaction. The same `commandId` gets the same
 * answer again, whatever has happened since, and `input.invalid` when it comes with other content than the first time.
 * `notYet`, and nothing changed, when it is not to be decided yet. Throws `hub.forbidden` when that id was used by another desk.
 */
export async function answerOnce(
  deps: AnswerDeps,
  signedIn: SignedIn,
  { commandId, said, isSame = () => false, ticketId, decide }: Asked,
): Promise<HubCommandResult> {
  const { deskId } = signedIn;
  const now = deps.clock.now();
  const hash = contentHash(said);
  const outcome = await deps.store.transaction(async (repositories): Promise<Outcome> => {
    const known = await repositories.commands.find(commandId);
    if (known && known.deskId !== deskId) throw new AppError('hub.forbidden');
    // Answers of before ADR 0157 have no hash.
    const knownHash = known?.contentHash ?? hash;
    if (known && knownHash !== hash && !isSame(knownHash)) {
      await noteReuse(deps, repositories, signedIn, commandId);
      return refused('input.invalid');
    }
    if (known) return { answer: known.answer, seq: null };
    const decided = await decide(contextOf(deps, repositories, { signedIn, commandId, now }));
    if (decided === null) return { answer: { kind: 'notYet' }, seq: null };
    const { outcome, context } = decided;
    if (outcome.open) return outcome;
    await repositories.commands.insert({
      commandId,
      deskId,
      userId: context.user.userId,
      answeredAt: now,
      answer: outcome.answer,
      contentHash: hash,
      ticketId,
      revision: outcome.made?.revision ?? null,
      countedAt: outcome.made?.countedAt ?? null,
    });
    if (ticketId !== null) await auditTicket(context, signedIn, { ticketId, outcome });
    return outcome;
  });
  if (outcome.seq !== null) deps.changes.notify();
  return outcome.answer;
}

function contextOf(
  { quietly, logger }: AnswerDeps,
  repositories: HubRepositories,
  { signedIn, commandId, now }: { signedIn: SignedIn; commandId: string; now: number },
): CommandContext {
  const { deskId, deskProven, address, user } = signedIn;
  const of = { deskId, deskProven, address, user, senderRole: user.role };
  return { repositories, commandId, ...of, now, quietly, logger };
}

/** The same in the name of who typed it. */
export function inNameOf(context: CommandContext, author: User): CommandContext {
  const sender = context.user.workNo;
  return {
    ...context,
    user: author,
    ...(author.workNo === sender ? {} : { broughtInBy: sender }),
  };
}

/** A command id that comes again with other words: a desk's fault, or somebody rewrites what was answered. */
async function noteReuse(
  { clock, logger, quietly }: AnswerDeps,
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
  {
    ticketId,
    outcome: { answer, alsoChanged = [] },
  }: { readonly ticketId: string; readonly outcome: Outcome },
): Promise<void> {
  const code = answer.kind === 'refused' ? answer.code : null;
  const rows = [ticketId, ...alsoChanged].map((subjectId) => ({
    at: now,
    subjectId,
    code,
    ...auditFacts(signedIn),
  }));
  const action = code === null ? 'ticketChanged' : 'ticketChangeRefused';
  const write = async (keep: (entry: AuditEntry) => Promise<void>) => {
    for (const row of rows) {
      await keep({ ...row, action, userId: user.userId });
      if (broughtInBy !== undefined) await keep({ ...row, action: 'ticketBroughtIn' });
    }
  };
  // What changed must be written down with it; who is refused hears why in any case.
  if (code === null) await write(audit.append);
  else await quietly({ action, code }, () => write(audit.appendOrCount));
}

/** Lower-case hex SHA-256 of what a command says, whatever the order of its fields. */
export function contentHash(command: object): string {
  const text = JSON.stringify(command, (_, value: unknown) => sorted(value));
  return createHash('sha256').update(text).digest('hex');
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
