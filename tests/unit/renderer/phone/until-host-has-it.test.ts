import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/shared/app-error.ts';
import { createUntilHostHasIt } from '../../../../src/renderer/phone/until-host-has-it.ts';
import { createFakeTimers } from '../../../support/fake-timers.ts';

describe('calls that the host must get', () => {
  it('are repeated, ever more slowly, until the host has them', async () => {
    const timers = createFakeTimers();
    let tries = 0;
    const done = createUntilHostHasIt(timers.setTimer)(async () => {
      tries += 1;
      if (tries < 8) throw new AppError('ipc.disconnected');
    });
    for (let step = 0; step < 60; step += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      timers.advance(1000);
    }
    await done;
    expect(tries).toBe(8);
  });

  it('end when the host says that repeating is hopeless', async () => {
    const timers = createFakeTimers();
    const call = createUntilHostHasIt(timers.setTimer)(async () => {
      throw new AppError('recording.notFound');
    });
    await expect(call).rejects.toMatchObject({ code: 'recording.notFound' });
  });
});
