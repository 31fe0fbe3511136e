import { setTimeout as sleep } from 'node:timers/promises';
import type { AppWindow } from '../browser.ts';
import type { CleanUp } from './clean-up.ts';

export interface KeptWindow {
  /** For messages. */
  readonly name: string;
  readonly open: () => Promise<Pick<AppWindow, 'closed' | 'close'>>;
  /** May it stay closed? Asked whenever it has been closed or its browser has died. */
  readonly mayEnd: () => boolean;
  readonly cleanUp: CleanUp;
  readonly announce: (line: string) => void;
  /** Before it opens again. */
  readonly pauseMs?: number;
}

/** Opens a window and opens it again until it may stay closed or everything is undone; resolves then. */
export async function keepWindowOpen(options: KeptWindow): Promise<void> {
  const { name, open, mayEnd, cleanUp, announce, pauseMs = 1000 } = options;
  const undone = new AbortController();
  let window: Awaited<ReturnType<typeof open>> | null = null;
  cleanUp.add(name, async () => {
    undone.abort();
    await window?.close();
  });
  for (;;) {
    window = await open();
    if (undone.signal.aborted) await window.close();
    await window.closed;
    if (undone.signal.aborted || mayEnd()) return;
    announce(`${name}已关闭，正在重新打开`);
    await sleep(pauseMs, undefined, { signal: undone.signal }).catch(() => {});
    if (undone.signal.aborted) return;
  }
}
