import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../../../src/shared/app-error.ts';
import { createQueueSync } from '../../../../../src/main/areas/agents/queue-sync.ts';
import { createHandTimers } from '../../../../support/host/hand-timers.ts';
import { silentLogger } from '../../../../support/silent-logger.ts';

const codes = { logIn: '*45', logOut: '*46', pause: '*47', unpause: '*48' };

let dialled: string[];
let refuses: boolean;
let timers: ReturnType<typeof createHandTimers>;
beforeEach(() => {
  dialled = [];
  refuses = false;
  timers = createHandTimers();
});

const open = (given: typeof codes | null = codes) =>
  createQueueSync({
    codes: given,
    dial: async (code) => {
      dialled.push(code);
      if (refuses) throw new AppError('sip.numberNotFound');
    },
    timers,
    random: () => 0,
    logger: silentLogger,
    onChange: () => {},
  });
/** Lets what is on its way arrive. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the queue', () => {
  test('hears log-in before unpause, then only what changes, and log-out at the end', async () => {
    const queue = open();
    queue.registeredSince(1);
    queue.want('open');
    await settled();
    queue.want('paused');
    await settled();
    queue.want('open');
    await settled();
    expect(queue.told()).toBe(true);
    queue.want('loggedOut');
    await settled();
    expect(dialled).toEqual(['*45', '*48', '*47', '*48', '*46']);
  });

  test('hears nothing before the phone is registered, and everything anew after each registration', async () => {
    const queue = open();
    queue.want('paused');
    await settled();
    expect([dialled, queue.told()]).toEqual([[], false]);
    queue.registeredSince(1);
    await settled();
    queue.registeredSince(null);
    expect(queue.told()).toBe(false);
    queue.registeredSince(2);
    await settled();
    expect(dialled).toEqual(['*45', '*47', '*45', '*47']);
    expect(queue.told()).toBe(true);
  });

  test('is tried again until it has heard, in the order that it understands', async () => {
    const queue = open();
    refuses = true;
    queue.want('open');
    queue.registeredSince(1);
    await settled();
    expect([dialled, queue.told()]).toEqual([['*45'], false]);
    timers.pass(1000);
    await settled();
    refuses = false;
    timers.pass(30_000);
    await settled();
    expect(dialled).toEqual(['*45', '*45', '*45', '*48']);
    expect(queue.told()).toBe(true);
  });

  test('that is not configured is told nothing and does not seem untold', async () => {
    const queue = open(null);
    queue.registeredSince(1);
    queue.want('open');
    await settled();
    expect([dialled, queue.told()]).toEqual([[], null]);
  });
});
