import { hasOnlyRealTimes } from '../../../shared/contract/base-schemas.ts';
import {
  type HubCommand,
  type HubCommandResult,
  type HubTicketCommand,
} from '../../../shared/contract/commands/schemas.ts';
import { keptTicketCommand } from '../../../shared/contract/tickets/release-0-1-0.ts';
import type { SignedIn } from '../session/authenticate.ts';
import { applyAgentChange } from '../agents/apply-agent-change.ts';
import { applyCallRecord } from '../calls/apply-call-record.ts';
import { applyRecordingEvent, applyRecordingRow } from '../recordings/apply-recording.ts';
import { applyTicketCommand } from '../tickets/apply-ticket-command.ts';
import { applyTicketMerge } from '../tickets/apply-ticket-merge.ts';
import { withOwnCallLink } from '../tickets/own-call-link.ts';
import { authorOf } from '../tickets/author-of.ts';
import { type AnswerDeps, answerOnce, contentHash, inNameOf } from './answer-once.ts';
import { type CommandContext, type Outcome, refused } from './outcome.ts';

/** A command as it comes from a desk's outbox. */
export interface Submission {
  readonly commandId: string;
  readonly command: HubCommand;
  /** Work number of who gave a ticket command, when it is not who sends it. */
  readonly author?: string | undefined;
}

/**
 * Decides what a desk sends, once (`answerOnce`). `notYet`, and nothing changed, when it is to wait for its author.
 * Throws `hub.forbidden` when that id was used by another desk.
 */
export function submitCommand(
  deps: AnswerDeps,
  signedIn: SignedIn,
  { commandId, command, author }: Submission,
): Promise<HubCommandResult> {
  const ticketId = ticketIdOf(command);
  return answerOnce(deps, signedIn, {
    commandId,
    said: command,
    isSame: (knownHash) => isKeptSame(knownHash, command),
    ticketId,
    async decide(asked) {
      const user = await authorOf(
        asked.repositories,
        signedIn,
        ticketId === null ? undefined : author,
      );
      if (user === null) return null;
      const context = inNameOf(asked, user);
      return { context, outcome: await decide(context, command) };
    },
  });
}

/** The ticket that it is about, of several the main one: such a command counts in the name of who gave it. */
function ticketIdOf(command: HubCommand): string | null {
  if ('ticketId' in command) return command.ticketId;
  return command.kind === 'ticketMerge' ? command.mainId : null;
}

/** A hub of release 0.1.0 was told it in the shape of then, and went before its answer was heard. */
function isKeptSame(knownHash: string, command: HubCommand): boolean {
  const kept = command.kind === 'ticket' ? keptTicketCommand(command) : null;
  return kept !== null && knownHash === contentHash(kept);
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
  ticketMerge: applyTicketMerge,
  callRecord: (context, { call }) => applyCallRecord(context, call),
  recordingRow: (context, { recording }) => applyRecordingRow(context, recording),
  recordingEvent: (context, { event }) => applyRecordingEvent(context, event),
  agentState: (context, { change }) => applyAgentChange(context, change),
};
