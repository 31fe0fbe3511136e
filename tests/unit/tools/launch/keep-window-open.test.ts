import { describe, expect, it } from 'vitest';
import { createCleanUp } from '../../../../tools/launch/clean-up.ts';
import { keepWindowOpen } from '../../../../tools/launch/keep-window-open.ts';
import { until } from '../../../support/until.ts';

function aDesk() {
  const windows: { slam: () => void }[] = [];
  const state = { callRunning: true, ended: false, told: [] as string[] };
  const cleanUp = createCleanUp(() => {});
  const kept = keepWindowOpen({
    name: '坐席窗口',
    async open() {
      const { promise, resolve } = Promise.withResolvers<void>();
      windows.push({ slam: resolve });
      return { closed: promise, close: async () => resolve() };
    },
    mayEnd: () => !state.callRunning,
    cleanUp,
    announce: (line) => void state.told.push(line),
    pauseMs: 0,
  }).then(() => {
    state.ended = true;
  });
  return { windows, state, cleanUp, kept };
}

describe('keepWindowOpen', () => {
  it('opens the window again while it may not end, and says so', async () => {
    const { windows, state, kept } = aDesk();
    await until('the window', () => windows.length === 1);
    windows[0]?.slam();
    await until('the window is back', () => windows.length === 2);
    expect([state.ended, state.told]).toEqual([false, ['坐席窗口已关闭，正在重新打开']]);

    state.callRunning = false;
    windows[1]?.slam();
    await kept;
    expect(windows).toHaveLength(2);
  });

  it('closes the window for good when everything is undone, even in a call', async () => {
    const { windows, cleanUp, kept } = aDesk();
    await until('the window', () => windows.length === 1);
    await cleanUp.run();
    await kept;
    expect(windows).toHaveLength(1);
  });
});
