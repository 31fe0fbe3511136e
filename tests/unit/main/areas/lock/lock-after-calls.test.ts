import { beforeEach, describe, expect, it } from 'vitest';
import {
  type LockAfterCalls,
  createLockAfterCalls,
} from '../../../../../src/main/areas/lock/lock-after-calls.ts';

describe('locking after the calls', () => {
  let lock: LockAfterCalls;
  let isTalking: boolean;
  let locked: string[];
  let due: (() => void)[];
  beforeEach(() => {
    isTalking = false;
    locked = [];
    due = [];
    lock = createLockAfterCalls({
      timers: {
        wait: async () => {},
        after: (_, run) => {
          due.push(run);
          return () => {
            due = due.filter((one) => one !== run);
          };
        },
      },
      isTalking: () => isTalking,
      lock: (code) => void locked.push(code),
    });
  });
  const pass = () => {
    for (const run of due.splice(0)) run();
  };

  it('waits a moment for what was typed last, then locks once', () => {
    lock.demand('hub.accountDisabled');
    lock.look();
    expect(due).toHaveLength(1);
    pass();
    lock.look();
    pass();
    expect(locked).toEqual(['hub.accountDisabled']);
  });

  it('lets a running call end first', () => {
    isTalking = true;
    lock.demand('hub.accountDisabled');
    pass();
    expect(locked).toEqual([]);
    isTalking = false;
    lock.look();
    pass();
    expect(locked).toEqual(['hub.accountDisabled']);
  });

  it.each([
    ['and is told of', true],
    ['before anybody has looked', false],
  ])('lets a call end that begins in that moment, %s', (_, isTold) => {
    lock.demand('hub.accountDisabled');
    isTalking = true;
    if (isTold) lock.look();
    pass();
    expect(locked).toEqual([]);
    isTalking = false;
    lock.look();
    pass();
    expect(locked).toEqual(['hub.accountDisabled']);
  });

  it('counts that moment from the end of the call', () => {
    lock.demand('hub.accountDisabled');
    isTalking = true;
    lock.look();
    expect(due).toEqual([]);
    isTalking = false;
    lock.look();
    expect(due).toHaveLength(1);
  });

  it('forgets it with who signs out', () => {
    lock.demand('hub.accountDisabled');
    lock.forget();
    pass();
    lock.look();
    pass();
    expect(locked).toEqual([]);
  });
});
