import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ElectronApi } from '../../../../src/main/electron/electron-api.ts';
import { installElectronLastResort } from '../../../../src/main/electron/electron-last-resort.ts';
import { createElectronDouble } from '../../../support/electron-double/electron-double.ts';
import { silentLogger } from '../../../support/silent-logger.ts';
import { until } from '../../../support/until.ts';

describe('the last resort of the Electron program', () => {
  let process: EventEmitter;
  let double: ReturnType<typeof createElectronDouble>;
  let done: string[];
  let endCall: () => void;

  beforeEach(() => {
    process = new EventEmitter();
    double = createElectronDouble();
    done = [];
    const app = double.app as unknown as ElectronApi['app'];
    const lastResort = installElectronLastResort(app, process, silentLogger);
    lastResort.guard({
      untilIdle: () =>
        new Promise((resolve) => {
          endCall = resolve;
        }),
      close: async () => void done.push('closed'),
    });
  });
  afterEach(() => double.app.emit('quit'));

  it('waits for the running call, flushes, and starts the program anew', async () => {
    process.emit('uncaughtException', new Error('out of the middle'));
    await until('it waits for the call', () => endCall !== undefined);
    expect([done, double.app.exitCode]).toEqual([[], null]);
    endCall();
    await until('it has ended', () => double.app.exitCode === 1);
    expect(done).toEqual(['closed']);
    expect(double.app.calls).toContain('relaunch');
  });

  it('goes on after the error of one connection, and is gone after the program', async () => {
    process.emit('uncaughtException', Object.assign(new Error('x'), { code: 'ECONNRESET' }));
    expect(double.app.exitCode).toBeNull();
    double.app.emit('quit');
    expect(process.listenerCount('uncaughtException')).toBe(0);
  });
});
