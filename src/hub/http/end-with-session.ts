import type { ServerResponse } from 'node:http';

/**
 * Cuts a long answer when the session that asked for it is over: who was dismissed does not hear a recording to its end by
 * reading slowly. Asks every `everyMs` until the answer is closed; a question that fails is asked again.
 */
export function endWithSession(
  response: ServerResponse,
  isOver: () => Promise<boolean>,
  everyMs: number,
): void {
  const asking = setInterval(() => {
    isOver().then(
      (over) => void (over && response.destroy()),
      () => undefined,
    );
  }, everyMs).unref();
  response.once('close', () => clearInterval(asking));
}
