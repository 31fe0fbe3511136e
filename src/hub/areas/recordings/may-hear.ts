import { type User, mayListen } from '../../../shared/domain/session/user.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';
import { hiddenFrom } from '../tickets/may-read.ts';
import type { StoredRecording } from './recordings-repository.ts';

/**
 * May `user` hear this recording? Until the desk has said whose it is, it is the lead's alone. What was said in a call stands
 * in its tickets: who may not read one of them does not hear it either, the own call or not (ADR 0249).
 */
export async function mayHear(
  from: Pick<HubRepositories, 'tickets' | 'calls'>,
  user: User,
  { agentWorkNo, callId }: StoredRecording,
): Promise<boolean> {
  const isAllowed = agentWorkNo === null ? user.role === 'lead' : mayListen(user, agentWorkNo);
  if (!isAllowed) return false;
  const ticketIds = (await from.calls.ticketsOf([callId])).map(({ ticketId }) => ticketId);
  return (await hiddenFrom(from, user, ticketIds)).size === 0;
}
