import { createRouterClient } from '@orpc/server';
import type { CallView } from '../../shared/domain/call.ts';
import type { Host } from '../host.ts';

/**
 * Follows the running calls as any desk page does, by the contract. Ends when the host closes or `signal` aborts.
 */
export async function watchCalls(
  { deskRouter }: Pick<Host, 'deskRouter'>,
  onCalls: (calls: readonly CallView[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const client = createRouterClient(deskRouter, { context: { connectionId: 'watch-calls' } });
  for await (const event of await client.watch(undefined, { signal })) {
    if (event.kind === 'state') onCalls(event.state.phone.calls);
  }
}

/** Is there a call that closing the desk would cut off? */
export function areRunning(calls: readonly CallView[]): boolean {
  return calls.some((call) => call.state !== 'ended');
}
