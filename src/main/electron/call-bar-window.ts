import type { BrowserWindow } from 'electron';
import { type CallView, isCallRunning } from '../../shared/domain/calls/call.ts';
import { isRinging } from '../../shared/domain/seat/current-call.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import type { CallBarMode } from '../../shared/domain/window/window-settings.ts';

type BarWindow = Pick<BrowserWindow, 'setAlwaysOnTop' | 'showInactive' | 'moveTop'>;

/** The softphone's window as a small bar over other programs. */
export interface CallBarWindow {
  setMode(mode: CallBarMode): void;
  handleCalls(calls: readonly CallView[]): void;
}

/**
 * Brings the bar to the front for each call that begins to ring, without ever taking the keyboard: `showInactive` and
 * `moveTop` leave the focus with whatever is being typed. Whether it then stays over other windows is the mode's.
 */
export function createCallBarWindow(window: BarWindow): CallBarWindow {
  let mode: CallBarMode = 'inCalls';
  let isBusy = false;
  let onTop = false;
  let rung: ReadonlySet<CallId> = new Set();

  const settle = () => {
    const wanted = mode === 'always' || (mode === 'inCalls' && isBusy);
    if (wanted === onTop) return;
    onTop = wanted;
    window.setAlwaysOnTop(wanted, 'floating');
  };
  return {
    setMode(next) {
      mode = next;
      settle();
    },
    handleCalls(calls) {
      isBusy = isCallRunning(calls);
      settle();
      const ringing = calls.filter(isRinging);
      const isNew = ringing.some((call) => !rung.has(call.callId));
      rung = new Set(ringing.map((call) => call.callId));
      if (!isNew) return;
      window.showInactive();
      window.moveTop();
    },
  };
}
