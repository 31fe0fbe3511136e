import type {
  HubCommand,
  HubCommandResult,
  HubTicketCommand,
} from '../../../shared/contract/commands/schemas.ts';
import { ownWords, withChanges } from '../../../shared/domain/tickets/intake-merge.ts';
import { type Intake, emptyIntake } from '../../../shared/domain/tickets/ticket.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';

/** Is it about one ticket? */
export function isTicketCommand(command: HubCommand): command is HubTicketCommand {
  return 'ticketId' in command;
}

/** The ticket that a command is about, of several the main one; `null` = it is about none. */
export function mainIdOf(command: HubCommand): string | null {
  if (isTicketCommand(command)) return command.ticketId;
  return command.kind === 'ticketMerge' ? command.mainId : null;
}

/** What was accepted and yet not all done: a closing that was saved only, tickets that could not be merged. */
export function leftOpen(
  commandId: string,
  command: HubCommand,
  { notClosed, skipped = [] }: Extract<HubCommandResult, { kind: 'accepted' }>,
) {
  const [first] = skipped;
  return [
    ...(notClosed === undefined ? [] : [refusalProblem(commandId, command, notClosed)]),
    ...(first === undefined ? [] : [refusalProblem(commandId, command, first.code)]),
  ];
}

/** Does it bring words of the form? */
export function hasText(command: HubTicketCommand): boolean {
  return command.kind !== 'ticket' || 'changes' in command.action;
}

/** What was typed into the form, without what stood in it; of release 0.1.0, which kept the whole form, all of it. */
export function typedInto(command: HubTicketCommand): Intake {
  if (command.kind !== 'ticket') return command.intake;
  const { base, action } = command;
  const from = base?.intake ?? emptyIntake;
  return 'changes' in action ? ownWords(withChanges(from, action.changes), from) : emptyIntake;
}

/** The whole form as it was sent. */
export function textOf(command: HubTicketCommand): Intake {
  if (command.kind !== 'ticket') return command.intake;
  const { base, action } = command;
  const from = base?.intake ?? emptyIntake;
  return 'changes' in action ? withChanges(from, action.changes) : from;
}

/** What the screen says of a command that was refused: which it was, why, and the words of a step. */
export function refusalProblem(commandId: string, command: HubCommand, code: ErrorCode) {
  const isTicket = isTicketCommand(command);
  const isSaid = mainIdOf(command) !== null && code.startsWith('ticket.');
  return {
    problemId: `refused:${commandId}`,
    code: isSaid ? code : ('hub.refused' as const),
    detail: [`${isTicket ? command.ticketNo : command.kind}: ${code}`, ...stepWords(command)].join(
      '\n',
    ),
  };
}

/** What a person typed into a step; a step makes no draft, so its words stand with the refusal, as long as that does. */
function stepWords(command: HubCommand): string[] {
  if (command.kind === 'ticketMerge') return [command.reason];
  if (command.kind !== 'ticket' || 'changes' in command.action) return [];
  const given: Readonly<Record<string, unknown>> = { ...command.action };
  return typedFields.flatMap((name) => {
    const words = given[name];
    return typeof words === 'string' && words.trim() !== '' ? [words] : [];
  });
}

const typedFields = [
  'text',
  'reason',
  'words',
  'note',
  'instruction',
  'phonedTo',
  'suggestedOwner',
  'channelTold',
  'rule',
  'decidedBy',
  'authority',
] as const;
