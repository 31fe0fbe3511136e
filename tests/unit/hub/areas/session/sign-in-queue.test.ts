import { expect, test } from 'vitest';
import { createSignInQueue } from '../../../../../src/hub/areas/session/sign-in-queue.ts';
import { errorCodeOf } from '../../../../../src/shared/app-error.ts';

test('who signs in again and again waits twice at most, and a colleague is not refused for it', async () => {
  const waits: number[] = [];
  const queue = createSignInQueue({ wait: async (ms) => void waits.push(ms) });
  const held: (() => void)[] = [];
  const work = () => new Promise<string>((resolve) => held.push(() => resolve('in')));
  const tryIn = (person: string) =>
    queue
      .run({ isFamiliar: true, address: '192.0.2.1', person }, work)
      .catch((error: unknown) => errorCodeOf(error));
  // Two are at work, two wait, the others are told late.
  const again = Array.from({ length: 20 }, () => tryIn('1003'));
  const colleague = tryIn('1001');
  await expect(Promise.all(again.slice(4))).resolves.toEqual(
    Array.from({ length: 16 }, () => 'hub.signInBusy'),
  );
  expect(waits).toEqual(Array.from({ length: 16 }, () => 2000));
  const letAll = setInterval(() => held.shift()?.(), 1);
  await expect(Promise.all([colleague, ...again.slice(0, 4)])).resolves.toEqual(
    Array.from({ length: 5 }, () => 'in'),
  );
  clearInterval(letAll);
});
