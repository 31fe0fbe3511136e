import type { HubTicketCommand } from '../../../shared/contract/commands/schemas.ts';
import { standingOf } from '../calls/standing.ts';
import { type CommandContext, auditRefusal } from '../commands/outcome.ts';

/**
 * The ticket command with a link to a call of its own desk only: what somebody typed is kept, a link to another desk's call
 * is left out and audited. To name a call makes it nobody's, but a desk that names it first keeps its place (ADR 0149).
 */
export async function withOwnCallLink<Command extends HubTicketCommand>(
  context: CommandContext,
  command: Command,
): Promise<Command> {
  const { call } = command;
  if (call === null) return command;
  const { repositories, deskId, now } = context;
  const { claims } = repositories;
  const { callId, recordingId } = call;
  if (standingOf(await claims.of('call', [callId]), deskId) === 'others') {
    await auditRefusal(context, callId);
    return { ...command, call: null };
  }
  await claims.put({ entity: 'call', id: callId, deskId, isFirm: false, at: now });
  if (recordingId === null) return command;
  const ofRecording = await claims.of('recording', [recordingId]);
  if (standingOf(ofRecording, deskId) === 'others') {
    return { ...command, call: { callId, recordingId: null } };
  }
  await claims.put({ entity: 'recording', id: recordingId, deskId, isFirm: false, at: now });
  return command;
}
